// Columns of a file beside those of a table, where keys are equal: a left or an inner join, as SQL has them. A missing key equals nothing; a
// key that stands several times in the file gives that many rows. The file's rows are in memory, the table's a group at a time.
import type { Cell, Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { cellAt, columnTypeOf } from '../columns/registry';
import type { ColumnValues, RowBatch } from '../columns/values';
import { uniqueNames } from '../formats/names';
import { Inspector } from '../profile/inspect';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { DatasetReading, ReadOptions, TableReading } from '../rows/reading';
import { rowsPerGroup } from '../rows/row-group';
import { valuesFrom } from './values-from';

/** Rows that a join may give: more come of keys that stand often on both sides. */
const mostRows = 20_000_000;

/** A column of the table and the one of the file that it has to equal. */
export interface JoinKey {
  left: string;
  right: string;
}
export type JoinKind = 'left' | 'inner';

/** What a join gives, and what finds no other. */
export interface JoinCounts {
  rows: number;
  leftRows: number;
  rightRows: number;
  /** Rows of either side whose key is not on the other. */
  leftUnmatched: number;
  rightUnmatched: number;
  /** Keys that stand more than once in the file. */
  repeatedKeys: number;
}

interface LeftTable {
  columns: readonly Column[];
  source: GroupSource;
}

/** A file's rows by their keys. */
export interface JoinSide {
  columns: readonly Column[];
  keys: readonly JoinKey[];
  rows: number;
  byKey: ReadonlyMap<string, number[]>;
  /** Of every column but the keys, by its place. */
  cells: Map<number, Cell[]>;
}

/** Reads the file whole. @throws HearthError `column_unknown`; what reading throws. */
export async function readSide(added: TableReading, keys: readonly JoinKey[]): Promise<JoinSide> {
  const places = keys.map(({ right }) => placeOf(added.columns, right));
  const cells = new Map(
    [...added.columns.keys()].flatMap((at) => (places.includes(at) ? [] : [[at, [] as Cell[]] as const])),
  );
  const byKey = new Map<string, number[]>();
  let rows = 0;
  for await (const batch of added.groups()) {
    for (let row = 0; row < batch.rows; row++) {
      const key = keyAt(added.columns, places, batch.values, row);
      const same = key === null ? undefined : byKey.get(key);
      if (same) same.push(rows + row);
      else if (key !== null) byKey.set(key, [rows + row]);
    }
    for (const [at, of] of cells) {
      const [column, values] = [added.columns[at], batch.values[at]];
      if (column && values) for (let row = 0; row < batch.rows; row++) of.push(cellAt(column, values, row));
    }
    rows += batch.rows;
  }
  return { columns: added.columns, keys, rows, byKey, cells };
}

/** Goes over the table's keys alone. @throws HearthError `column_unknown`, `join_excessive`, `aborted`. */
export async function countJoin(
  left: LeftTable,
  side: JoinSide,
  { kind, signal }: { kind: JoinKind; signal: AbortSignal },
): Promise<JoinCounts> {
  const used = new Set<string>();
  let [rows, leftRows, leftUnmatched] = [0, 0, 0];
  for (let index = 0; index < left.source.groups.length; index++) {
    checkAbort(signal);
    const keys = await keysOf(left, side.keys, index);
    leftRows += keys.length;
    for (const key of keys) {
      const found = key === null ? undefined : side.byKey.get(key);
      if (found && key !== null) used.add(key);
      else leftUnmatched++;
      rows += found?.length ?? (kind === 'left' ? 1 : 0);
    }
    await letMessagesIn();
  }
  if (rows > mostRows) throw new HearthError('join_excessive', {}, { rows });
  const matched = [...used].reduce((sum, key) => sum + (side.byKey.get(key)?.length ?? 0), 0);
  const repeatedKeys = [...side.byKey.values()].filter(({ length }) => length > 1).length;
  return {
    rows,
    leftRows,
    rightRows: side.rows,
    leftUnmatched,
    rightUnmatched: side.rows - matched,
    repeatedKeys,
  };
}

/** The joined rows. @throws HearthError `rows_too_few` where no key is on both sides of an inner join, `aborted`. */
export function joinReading(
  left: LeftTable,
  side: JoinSide,
  { kind, signal, onProgress }: ReadOptions & { kind: JoinKind },
): DatasetReading {
  const added = [...side.cells.keys()].flatMap((at) => side.columns[at] ?? []);
  const names = uniqueNames([...left.columns, ...added].map(({ name }) => name));
  const columns = [...left.columns, ...added].map((column, index) => ({
    ...column,
    name: names[index] ?? '',
  }));
  const inspector = new Inspector(columns);
  const total = left.source.groups.reduce((sum, { rows }) => sum + rows, 0);
  const capacity = rowsPerGroup(columns);
  return {
    columns,
    async *groups(): AsyncGenerator<RowBatch> {
      let firstRow = 0;
      for (const [index, group] of left.source.groups.entries()) {
        checkAbort(signal);
        const pairs = pairsOf(await keysOf(left, side.keys, index), side, kind);
        const found = await left.source.read(index, new Set(left.columns.map(({ name }) => name)));
        for (let from = 0; from < pairs.length; from += capacity) {
          const part = pairs.slice(from, from + capacity);
          const ours = Uint32Array.from(part, ([row]) => row);
          const values = [
            ...left.columns.map(({ name }) => {
              const all = valuesOf(found, name);
              return columnTypeOf(all.type).select(all, ours, group.rows);
            }),
            ...[...side.cells.values()].map((cells, at) =>
              valuesFrom(
                added[at]!,
                part.map(([, row]) => (row === null ? null : (cells[row] ?? null))),
              ),
            ),
          ];
          const batch = { firstRow, rows: part.length, values };
          firstRow += part.length;
          inspector.add(batch);
          yield batch;
          await letMessagesIn();
        }
        onProgress(group.firstRow + group.rows, total);
      }
      if (firstRow === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
    },
    finish: async () => ({ ...(await inspector.finish()), notices: [], noticeCount: 0 }),
  };
}

type Pair = [left: number, right: number | null];

function pairsOf(keys: readonly (string | null)[], { byKey }: JoinSide, kind: JoinKind): Pair[] {
  return keys.flatMap((key, row): Pair[] => {
    const found = key === null ? undefined : byKey.get(key);
    if (found) return found.map((right) => [row, right]);
    return kind === 'left' ? [[row, null]] : [];
  });
}

async function keysOf(
  { columns, source }: LeftTable,
  keys: readonly JoinKey[],
  index: number,
): Promise<(string | null)[]> {
  const found = await source.read(index, new Set(keys.map(({ left }) => left)));
  const places = keys.map(({ left }) => placeOf(columns, left));
  const values = columns.map(({ name }) => found.get(name));
  return Array.from({ length: source.groups[index]?.rows ?? 0 }, (_, row) =>
    keyAt(columns, places, values, row),
  );
}

/** A row's key; null where part of it is missing. */
function keyAt(
  columns: readonly Column[],
  places: readonly number[],
  values: readonly (ColumnValues | undefined)[],
  row: number,
): string | null {
  const cells = places.map((at) => {
    const [column, of] = [columns[at], values[at]];
    return column && of ? cellAt(column, of, row) : null;
  });
  return cells.includes(null) ? null : JSON.stringify(cells.map(String));
}

function placeOf(columns: readonly Column[], name: string): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at < 0) throw new HearthError('column_unknown', { column: name });
  return at;
}
