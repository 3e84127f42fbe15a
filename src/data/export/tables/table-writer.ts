// What writes a table to a file: group by group, so that where the format allows no more than one is in memory.
import type { Cell, Column, ColumnProfile } from '../../../contract/data/dataset';
import { zoneShift } from '../../../domain/columns/zone-shift';
import { cellAt } from '../../columns/registry';
import type { RowBatch } from '../../columns/values';

/** A table that is being written. */
export interface TableWriter {
  /** The bytes of a group, and whatever comes before it. */
  group(batch: RowBatch): Part[];
  /** What comes behind the last group. */
  end(): Part[];
}
export type Part = string | Uint8Array<ArrayBuffer>;

/** What a writer knows of the table. */
export interface WrittenTable {
  columns: readonly Column[];
  profiles: readonly ColumnProfile[];
}

/** The cells of one column of a group. */
export function cellsOf(column: Column, batch: RowBatch, index: number): Cell[] {
  const values = batch.values[index];
  return Array.from({ length: batch.rows }, (_, row) => (values ? cellAt(column, values, row) : null));
}

const day = 86_400_000;

/**
 * How the dates of a column are written as text: days where they are whole, times where all are of the day alone, else moments in UTC. A column
 * that has a zone has it behind every moment, by whose clock that is written then: read again, the moments and the zone are the same.
 */
export function dateText(column: Column, { profiles }: WrittenTable): (at: number) => string {
  const { zone } = column.reading ?? {};
  if (zone !== undefined && zone !== 'mixed') {
    const shift = zoneShift(zone);
    const mark = zone === 'UTC' ? 'Z' : zone;
    return (at) => new Date(at + shift).toISOString().replace(/(?:\.000)?Z$/, mark);
  }
  const { min = -1, max = day } = profiles.find(({ name }) => name === column.name)?.number ?? {};
  const areTimes = min >= 0 && max > 0 && max < day;
  return (at) => {
    const text = new Date(at).toISOString();
    if (areTimes) return text.slice(11, -1).replace(/\.000$/, '');
    return at % day === 0 ? text.replace(/T.*/, '') : text.replace('.000Z', 'Z');
  };
}
