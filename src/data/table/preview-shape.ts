// The distribution of the column that a step changes, before and after, in the same bins: small enough to be drawn beside the step.
import type { Column } from '../../contract/data/dataset';
import type { ColumnValues, RowBatch } from '../columns/values';
import { cellAt } from '../columns/registry';

interface Table {
  columns: readonly Column[];
  batch: RowBatch;
}
/** Counts of equal bins, or of levels; what is missing is in none. */
export interface PreviewShape {
  column: string;
  before: number[];
  after: number[];
}

const bins = 24;
const mostLevels = 12;

/** Of the first column that is another afterwards; where rows are left out, of the one that is named. null where there is none to draw. */
export function previewShape(before: Table, after: Table, named: string | null): PreviewShape | null {
  const isChanged = ({ name }: Column, at: number): boolean => {
    const from = before.columns.findIndex((column) => column.name === name);
    return from >= 0 && before.batch.values[from] !== after.batch.values[at];
  };
  const sameRows = before.batch.rows === after.batch.rows;
  const name = sameRows ? (after.columns.find(isChanged)?.name ?? null) : named;
  const [old, now] = [columnIn(before, name), columnIn(after, name)];
  if (!old || !now || name === null || old.column.type !== now.column.type) return null;
  if ('values' in old.values && 'values' in now.values)
    return { column: name, ...numberBins(old.values.values, now.values.values) };
  if ('codes' in old.values) return { column: name, ...levelCounts(old, now) };
  return null;
}

interface Found {
  column: Column;
  values: ColumnValues;
  rows: number;
}

function columnIn({ columns, batch }: Table, name: string | null): Found | null {
  const at = columns.findIndex((column) => column.name === name);
  const [column, values] = [columns[at], batch.values[at]];
  return column && values ? { column, values, rows: batch.rows } : null;
}

function numberBins(old: Float64Array, now: Float64Array): { before: number[]; after: number[] } {
  let [low, high] = [Infinity, -Infinity];
  for (const values of [old, now])
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  const width = (high - low) / bins || 1;
  const counted = (values: Float64Array): number[] => {
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
      const bin = Math.min(bins - 1, Math.floor((value - low) / width));
      if (value === value) counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  return { before: counted(old), after: counted(now) };
}

function levelCounts(old: Found, now: Found): { before: number[]; after: number[] } {
  const counted = ({ column, values, rows }: Found): Map<string, number> => {
    const counts = new Map<string, number>();
    for (let row = 0; row < rows; row++) {
      const cell = cellAt(column, values, row);
      if (cell !== null) counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
    }
    return counts;
  };
  const [was, is] = [counted(old), counted(now)];
  const most = (level: string): number => Math.max(was.get(level) ?? 0, is.get(level) ?? 0);
  const levels = [...new Set([...was.keys(), ...is.keys()])]
    .sort((a, b) => most(b) - most(a) || (a < b ? -1 : 1))
    .slice(0, mostLevels);
  return {
    before: levels.map((level) => was.get(level) ?? 0),
    after: levels.map((level) => is.get(level) ?? 0),
  };
}
