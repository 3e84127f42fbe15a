// The target column as class indices: what the split stratifies by and what the net learns.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { splitCodes } from '../../contract/data/split-codes';
import type { Task } from '../../contract/model/recipe';
import { classLimits } from '../../domain/class-limits';
import { isMissingAt, type ColumnValues } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';

/** Names in the order of class indices: by value where all are numbers, else by code unit. */
export function sortClasses(names: Iterable<string>): string[] {
  const classes = [...names];
  const numeric = classes.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  if (numeric) return classes.sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  return classes.sort((a, b) => (a < b ? -1 : 1));
}

/** Turns values of the target into indices of `classes`; −1 where missing or of no class. */
export function targetLabels(column: Column, values: ColumnValues, classes: readonly string[]): Int32Array {
  const indices = new Map(classes.map((name, index) => [name, index]));
  if (values.type === 'category') {
    const byCode = Int32Array.from(column.categories, (name) => indices.get(name) ?? -1);
    return values.codes.map((code) => byCode[code] ?? -1);
  }
  if (values.type !== 'number' && values.type !== 'datetime') throw unfit(column);
  const byValue = new Map([...indices].map(([name, index]) => [Number(name), index]));
  const labels = new Int32Array(values.values.length);
  for (let row = 0; row < labels.length; row++) labels[row] = byValue.get(values.values[row] ?? NaN) ?? -1;
  return labels;
}

function unfit(column: Column): HearthError {
  return new HearthError('recipe_invalid', { field: 'target', column: column.name }, { type: column.type });
}

function tooMany(column: Column): HearthError {
  return new HearthError('target_too_many_classes', { column: column.name }, { limit: classLimits.learnt });
}

/** Adds the classes that occur among the included rows to `seen`. */
function noteClasses(
  column: Column,
  values: ColumnValues,
  included: (row: number) => boolean,
  seen: Set<string>,
): void {
  if (values.type === 'category') {
    const found = new Uint8Array(column.categories.length);
    for (let row = 0; row < values.codes.length; row++) if (included(row)) found[values.codes[row] ?? -1] = 1;
    column.categories.forEach((name, code) => found[code] === 1 && seen.add(name));
  } else if (values.type === 'number' || values.type === 'datetime') {
    for (let row = 0; row < values.values.length; row++) {
      const value = values.values[row] ?? NaN;
      if (!Number.isNaN(value) && included(row)) seen.add(String(value));
      if (seen.size > classLimits.learnt) throw tooMany(column);
    }
  } else throw unfit(column);
  if (seen.size > classLimits.learnt) throw tooMany(column);
}

/**
 * Classes of the target over the rows that are not left out, in index order.
 * @throws HearthError `target_too_many_classes`, `target_one_class`, `column_all_missing`, `recipe_invalid`.
 */
export async function collectClasses(
  source: GroupSource,
  column: Column,
  assignment: Uint8Array | null,
  signal?: AbortSignal,
): Promise<string[]> {
  const seen = new Set<string>();
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const firstRow = source.groups[index]?.firstRow ?? 0;
    const values = valuesOf(await source.read(index, new Set([column.name])), column.name);
    noteClasses(column, values, (row) => assignment?.[firstRow + row] !== splitCodes.excluded, seen);
  }
  if (seen.size === 0) throw new HearthError('column_all_missing', { column: column.name });
  if (seen.size === 1)
    throw new HearthError('target_one_class', { column: column.name }, { value: [...seen][0] ?? '' });
  return sortClasses(seen);
}

/** A label for each row of the dataset: its class, −1 where missing; for regression 0 and −1, with no classes. */
export async function collectLabels(
  source: GroupSource,
  column: Column,
  task: Task,
  rows: number,
  signal?: AbortSignal,
): Promise<{ labels: Int32Array; classes: string[] }> {
  const labels = new Int32Array(rows).fill(-1);
  if (task === 'regression' && column.type !== 'number') throw unfit(column);
  const classes = task === 'regression' ? [] : await collectClasses(source, column, null, signal);
  if (task === 'binary' && classes.length !== 2)
    throw new HearthError(
      'recipe_invalid',
      { field: 'task', column: column.name },
      { classes: classes.length },
    );
  let present = 0;
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const { firstRow, rows: count } = source.groups[index] ?? { firstRow: 0, rows: 0 };
    const values = valuesOf(await source.read(index, new Set([column.name])), column.name);
    if (task !== 'regression') labels.set(targetLabels(column, values, classes), firstRow);
    else
      for (let row = 0; row < count; row++)
        if (!isMissingAt(values, row)) {
          labels[firstRow + row] = 0;
          present++;
        }
  }
  if (task === 'regression' && present === 0)
    throw new HearthError('column_all_missing', { column: column.name });
  return { labels, classes };
}
