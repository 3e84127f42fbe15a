// The target column as class indices: what the split stratifies by and what the net learns.
import type { ColumnType } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { splitCodes } from '../../contract/data/split-codes';
import type { Task } from '../../contract/model/recipe';
import { classLimits } from '../../domain/class-limits';
import { taskNamed } from '../../domain/tasks/registry';
import type { TargetReader } from '../columns/column-type';
import { columnTypeOf, isMissingAt } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
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
  return readerOf(column).labels(column, values, classes);
}

function readerOf(column: Column): TargetReader<ColumnType> {
  const { target } = columnTypeOf(column.type);
  if (!target) throw unfit(column);
  return target;
}

function unfit(column: Column): HearthError {
  return new HearthError('recipe_invalid', { field: 'target', column: column.name }, { type: column.type });
}

function tooMany(column: Column): HearthError {
  return new HearthError('target_too_many_classes', { column: column.name }, { limit: classLimits.learnt });
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
  const seen = await classesAmong(source, column, assignment, signal);
  if (seen.size === 0) throw new HearthError('column_all_missing', { column: column.name });
  if (seen.size === 1)
    throw new HearthError('target_one_class', { column: column.name }, { value: [...seen][0] ?? '' });
  return sortClasses(seen);
}

/** Classes of the target over the rows that are not left out, in no order. @throws HearthError `target_too_many_classes`. */
export async function classesAmong(
  source: GroupSource,
  column: Column,
  assignment: Uint8Array | null,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const seen = new Set<string>();
  const reader = readerOf(column);
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const firstRow = source.groups[index]?.firstRow ?? 0;
    const values = valuesOf(await source.read(index, new Set([column.name])), column.name);
    const isIncluded = (row: number): boolean => assignment?.[firstRow + row] !== splitCodes.excluded;
    reader.noteClasses(column, values, isIncluded, seen, classLimits.learnt);
    if (seen.size > classLimits.learnt) throw tooMany(column);
  }
  return seen;
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
  const { learns, takesClasses } = taskNamed(task).target;
  const learnsNumber = learns === 'number';
  if (learnsNumber && !columnTypeOf(column.type).target?.quantity) throw unfit(column);
  const classes = learnsNumber ? [] : await collectClasses(source, column, null, signal);
  if (!learnsNumber && !takesClasses(classes.length))
    throw new HearthError(
      'recipe_invalid',
      { field: 'task', column: column.name },
      { classes: classes.length },
    );
  const quantity = columnTypeOf(column.type).target?.quantity;
  const numbers = { present: 0, min: Infinity, max: -Infinity };
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const { firstRow, rows: count } = source.groups[index] ?? { firstRow: 0, rows: 0 };
    const values = valuesOf(await source.read(index, new Set([column.name])), column.name);
    if (!learnsNumber) labels.set(targetLabels(column, values, classes), firstRow);
    else
      for (let row = 0; row < count; row++)
        if (!isMissingAt(values, row)) {
          labels[firstRow + row] = 0;
          const value = quantity?.(values, row) ?? NaN;
          numbers.present++;
          numbers.min = Math.min(numbers.min, value);
          numbers.max = Math.max(numbers.max, value);
        }
  }
  if (learnsNumber && numbers.present === 0)
    throw new HearthError('column_all_missing', { column: column.name });
  if (learnsNumber && numbers.min === numbers.max)
    throw new HearthError('target_constant', { column: column.name }, { value: numbers.min });
  return { labels, classes };
}
