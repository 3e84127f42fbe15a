// How many cells a step changed: those of one column before and after, of the same rows.
import type { Column } from '../../contract/data/dataset';
import { cellAt, isMissingAt } from '../columns/registry';
import type { ColumnValues, RowBatch } from '../columns/values';

/** A group of rows with its columns. */
interface Table {
  columns: readonly Column[];
  batch: RowBatch;
}

/** What a step did to a group: rows that are left, and cells that differ where no row is gone. A new column counts what it holds. */
export function effectOn(before: Table, after: Table): { rows: number; cells: number } {
  const { rows } = after.batch;
  if (rows !== before.batch.rows) return { rows, cells: 0 };
  const names = new Map(before.columns.map(({ name }, at) => [name, at]));
  let cells = 0;
  after.columns.forEach((column, at) => {
    const values = after.batch.values[at];
    const from = names.get(column.name) ?? -1;
    const [oldColumn, old] = [before.columns[from], before.batch.values[from]];
    if (!values || values === old) return;
    cells +=
      old && oldColumn ? changedCells(oldColumn, old, column, values, rows) : presentCells(values, rows);
  });
  return { rows, cells };
}

function presentCells(values: ColumnValues, rows: number): number {
  let present = 0;
  for (let row = 0; row < rows; row++) if (!isMissingAt(values, row)) present++;
  return present;
}

/** Cells that differ; of equal layouts without making them. */
export function changedCells(
  oldColumn: Column,
  old: ColumnValues,
  column: Column,
  values: ColumnValues,
  rows: number,
): number {
  let changed = 0;
  if ('values' in old && 'values' in values && oldColumn.type === column.type) {
    for (let row = 0; row < rows; row++) if (!Object.is(old.values[row], values.values[row])) changed++;
    return changed;
  }
  if ('codes' in old && 'codes' in values) {
    const places = new Map(column.categories.map((level, code) => [level, code]));
    const codes = Int32Array.from(oldColumn.categories, (level) => places.get(level) ?? -2);
    for (let row = 0; row < rows; row++) {
      const code = old.codes[row] ?? -1;
      if ((code < 0 ? -1 : (codes[code] ?? -2)) !== values.codes[row]) changed++;
    }
    return changed;
  }
  for (let row = 0; row < rows; row++)
    if (!Object.is(cellAt(oldColumn, old, row), cellAt(column, values, row))) changed++;
  return changed;
}
