// Rows of a file below those of a table: the file's columns are found by their names, and a category gets the levels that are new.
import type { Column } from '../../contract/data/dataset';
import { cellAt } from '../columns/registry';
import type { ColumnValues, RowBatch } from '../columns/values';
import { Inspector } from '../profile/inspect';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import type { DatasetReading, ReadOptions, TableReading } from '../rows/reading';
import { valuesFrom } from './values-from';

/** How the columns of a file stand to those of a table. */
export interface ColumnMatch {
  /** In the table only: missing in the rows that come. */
  missing: string[];
  /** In the file only: left out. */
  extra: string[];
  /** Of another type in the file. */
  others: { name: string; here: Column['type']; there: Column['type'] }[];
}

/** Compares by name. */
export function matchColumns(here: readonly Column[], there: readonly Column[]): ColumnMatch {
  const byName = new Map(there.map((column) => [column.name, column]));
  const names = new Set(here.map(({ name }) => name));
  return {
    missing: here.flatMap(({ name }) => (byName.has(name) ? [] : [name])),
    extra: there.flatMap(({ name }) => (names.has(name) ? [] : [name])),
    others: here.flatMap(({ name, type }) => {
      const other = byName.get(name);
      return other && other.type !== type ? [{ name, here: type, there: other.type }] : [];
    }),
  };
}

/**
 * Reads the rows that come, as groups that follow those of the table; what is found in them counts the table's rows too.
 * The groups of the table stay valid: its levels keep their codes.
 */
export function appendReading(
  table: { columns: readonly Column[]; rows: number; source: GroupSource },
  added: TableReading,
  { signal, onProgress }: ReadOptions,
): DatasetReading {
  const places = table.columns.map(({ name }) => added.columns.findIndex((column) => column.name === name));
  const columns = table.columns.map((column, index) =>
    withLevels(column, added.columns[places[index] ?? -1]),
  );
  const inspector = new Inspector(columns);
  return {
    columns,
    async *groups(): AsyncGenerator<RowBatch> {
      const wanted = new Set(columns.map(({ name }) => name));
      for (const [index, { firstRow, rows }] of table.source.groups.entries()) {
        checkAbort(signal);
        const found = await table.source.read(index, wanted);
        inspector.add({ firstRow, rows, values: columns.map(({ name }) => valuesOf(found, name)) });
        onProgress(firstRow + rows, table.rows);
      }
      for await (const batch of added.groups()) {
        const values = columns.map((column, index) => {
          const place = places[index] ?? -1;
          return taken(column, { from: added.columns[place], values: batch.values[place] }, batch.rows);
        });
        const next = { firstRow: table.rows + batch.firstRow, rows: batch.rows, values };
        inspector.add(next);
        yield next;
      }
    },
    async finish() {
      const { notices, noticeCount, dropped } = await added.finish();
      const left = dropped === undefined ? {} : { dropped };
      return { ...(await inspector.finish()), notices, noticeCount, ...left };
    },
  };
}

/** The column with the levels that its like in the file brings, behind its own. */
function withLevels(column: Column, other: Column | undefined): Column {
  if (column.type !== 'category' || !other) return column;
  const known = new Set(column.categories);
  return {
    ...column,
    categories: [...column.categories, ...other.categories.filter((level) => !known.has(level))],
  };
}

function taken(
  column: Column,
  { from, values }: { from: Column | undefined; values: ColumnValues | undefined },
  rows: number,
): ColumnValues {
  if (from && values && values.type === column.type && column.type !== 'category') return values;
  const cells = Array.from({ length: rows }, (_, row) => (from && values ? cellAt(from, values, row) : null));
  return valuesFrom(column, cells);
}
