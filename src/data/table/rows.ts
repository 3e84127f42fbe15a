// Rows that can be gone over several times, group by group: what steps take and give. Memory holds a group, whatever the table's size.
import type { Column } from '../../contract/data/dataset';
import { columnTypeOf } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { rowsPerGroup } from '../rows/row-group';

/** A table as a step meets it. */
export interface Rows {
  columns: readonly Column[];
  /** Every row from the first, each time it is called. */
  groups(): AsyncGenerator<RowBatch>;
  /** The same rows with these columns alone, in the table's order, where reading fewer is cheaper. */
  only?(names: ReadonlySet<string>): Rows;
}

/** How going over rows hears of an abort and tells how far it is. */
export interface RowsOptions {
  signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
}

/** A stored dataset's rows. */
export function sourceRows(
  source: GroupSource,
  columns: readonly Column[],
  { signal, onProgress }: RowsOptions = {},
): Rows {
  const wanted = new Set(columns.map(({ name }) => name));
  const total = source.groups.reduce((sum, { rows }) => sum + rows, 0);
  return {
    columns,
    async *groups() {
      for (const [index, { firstRow, rows }] of source.groups.entries()) {
        checkAbort(signal);
        const read = await source.read(index, wanted);
        yield { firstRow, rows, values: columns.map(({ name }) => valuesOf(read, name)) };
        onProgress?.(firstRow + rows, total);
        await letMessagesIn();
      }
    },
    only: (names) =>
      sourceRows(
        source,
        columns.filter(({ name }) => names.has(name)),
        signal ? { signal } : {},
      ),
  };
}

/** Some columns of the rows. */
export function onlyColumns(rows: Rows, names: readonly string[]): Rows {
  const wanted = new Set(names);
  if (rows.only) return rows.only(wanted);
  const places = [...rows.columns.keys()].filter((at) => wanted.has(rows.columns[at]?.name ?? ''));
  return {
    columns: places.flatMap((at) => rows.columns[at] ?? []),
    async *groups() {
      for await (const { firstRow, rows: count, values } of rows.groups())
        yield { firstRow, rows: count, values: places.flatMap((at) => values[at] ?? []) };
    },
  };
}

/** The rows after a step that changes them group by group; `open` is called once a pass. */
export function mapRows(
  rows: Rows,
  columns: readonly Column[],
  open: () => (batch: RowBatch) => RowBatch,
): Rows {
  return {
    columns,
    async *groups() {
      const pass = open();
      for await (const batch of rows.groups()) {
        const changed = pass(batch);
        if (changed.rows > 0) yield changed;
      }
    },
  };
}

/** Some of a group's rows, in their order. */
export function selectRows({ firstRow, rows, values }: RowBatch, kept: Uint32Array): RowBatch {
  if (kept.length === rows && kept.every((row, at) => row === at)) return { firstRow, rows, values };
  return {
    firstRow,
    rows: kept.length,
    values: values.map((each) => columnTypeOf(each.type).select(each, kept, rows)),
  };
}

/** Rows numbered from 0 in groups that are not much larger than stored ones: a step may have made many rows of one. */
export async function* storedGroups({ columns, groups }: Rows): AsyncGenerator<RowBatch> {
  const capacity = rowsPerGroup(columns);
  let firstRow = 0;
  for await (const batch of groups()) {
    if (batch.rows === 0) continue;
    for (const part of batch.rows > 2 * capacity ? cut(batch, capacity) : [batch]) {
      yield { ...part, firstRow };
      firstRow += part.rows;
    }
  }
}

function* cut(batch: RowBatch, capacity: number): Generator<RowBatch> {
  for (let from = 0; from < batch.rows; from += capacity) {
    const length = Math.min(capacity, batch.rows - from);
    yield selectRows(
      batch,
      Uint32Array.from({ length }, (_, row) => from + row),
    );
  }
}
