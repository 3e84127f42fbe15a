// JSON records as a table: a column for each name, in the order in which names are first seen; what a record does not have is missing.
import { letMessagesIn } from '../../rows/let-messages-in';
import type { TableReading } from '../../rows/reading';
import type { NamedBlob } from '../bytes';
import { decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import { readTypedTable, type TypedRows, type TypedTable } from '../typed-table';
import { textOf } from '../typed-values';
import { jsonRecords, type JsonRecord } from './json-records';

const format = 'JSON';
/** Names over all records: more are no table. */
const mostColumns = 20_000;

/** @throws HearthError `file_damaged` with what is wrong with it, `file_header_only`, `aborted`. */
export async function readJson(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const names = new Map<string, number>();
  let rows = 0;
  await decoding(file, format, async () => {
    for await (const { records } of jsonRecords(file, options.signal)) {
      rows += records.length;
      for (const { record } of records)
        for (const name of Object.keys(record)) if (!names.has(name)) names.set(name, names.size);
      if (names.size > mostColumns) throw new Error(`more than ${mostColumns} names`);
      if (rows >= (options.sampleRows ?? Infinity)) break;
      await letMessagesIn();
    }
  });
  return readTypedTable(file, new JsonTable(file, names, rows), options);
}

class JsonTable implements TypedTable {
  readonly names: string[];
  readonly rows: number;
  readonly #file: NamedBlob;
  readonly #places: ReadonlyMap<string, number>;

  constructor(file: NamedBlob, places: ReadonlyMap<string, number>, rows: number) {
    this.names = [...places.keys()];
    this.rows = rows;
    this.#file = file;
    this.#places = places;
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TypedRows> {
    const blocks = jsonRecords(this.#file, signal);
    for (;;) {
      const next = await decoding(this.#file, format, () => blocks.next());
      if (next.done) return;
      if (next.value.records.length > 0) yield this.#rows(next.value.records);
    }
  }

  #rows(records: readonly JsonRecord[]): TypedRows {
    const rows = records.length;
    const columns = this.names.map(() => new Array<string | null>(rows).fill(null));
    for (const [row, { record }] of records.entries())
      for (const [name, value] of Object.entries(record)) {
        const column = columns[this.#places.get(name) ?? -1];
        if (column) column[row] = textOf(value);
      }
    return { rows, columns: columns.map((values) => ({ kind: 'text', values })) };
  }
}
