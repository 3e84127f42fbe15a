// A LIBSVM file as a table: the label, the query where there is one, and a column for each place up to the highest.
import type { TableReading } from '../../rows/reading';
import type { NamedBlob } from '../bytes';
import { decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import { textLines, type TextLine } from '../text-lines';
import { readTypedTable, type TypedRows, type TypedTable, type TypedValues } from '../typed-table';
import { readLibsvmRow, type LibsvmRow } from './libsvm-row';

const format = 'LIBSVM';
/** A table is dense here: more places would be no table. */
const mostPlaces = 20_000;
const rowsAtOnce = 1_000;

/** Which columns there are. */
interface LibsvmShape {
  first: number;
  last: number;
  hasQuery: boolean;
  rows: number;
}

/** @throws HearthError `file_damaged` with the line and what is wrong with it, `file_header_only`, `aborted`. */
export async function readLibsvm(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const shape: LibsvmShape = { first: 1, last: 0, hasQuery: false, rows: 0 };
  await decoding(file, format, async () => {
    for await (const rows of libsvmRows(file, options.signal)) for (const row of rows) note(shape, row);
    if (shape.last - shape.first >= mostPlaces) throw new Error(`more than ${mostPlaces} places`);
  });
  return readTypedTable(file, new LibsvmTable(file, shape), options);
}

/** Places count from 1, or from 0 where one is named so. */
function note(shape: LibsvmShape, { query, indices }: LibsvmRow): void {
  shape.rows += 1;
  shape.hasQuery ||= query !== null;
  shape.first = Math.min(shape.first, indices[0] ?? 1);
  shape.last = Math.max(shape.last, indices.at(-1) ?? 0);
}

async function* libsvmRows(file: NamedBlob, signal: AbortSignal): AsyncGenerator<LibsvmRow[]> {
  for await (const lines of textLines(file, 'utf-8', signal))
    for (let from = 0; from < lines.length; from += rowsAtOnce)
      yield lines.slice(from, from + rowsAtOnce).flatMap((line) => rowOf(line) ?? []);
}

function rowOf({ number, text }: TextLine): LibsvmRow | null {
  try {
    return readLibsvmRow(text);
  } catch (thrown) {
    throw new Error(`line ${number}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

class LibsvmTable implements TypedTable {
  readonly names: string[];
  readonly rows: number;
  readonly #file: NamedBlob;
  readonly #shape: LibsvmShape;

  constructor(file: NamedBlob, shape: LibsvmShape) {
    const { first, last, hasQuery } = shape;
    const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => `x${first + at}`);
    this.names = ['label', ...(hasQuery ? ['qid'] : []), ...places];
    this.rows = shape.rows;
    this.#file = file;
    this.#shape = shape;
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TypedRows> {
    const blocks = libsvmRows(this.#file, signal);
    for (;;) {
      const next = await decoding(this.#file, format, () => blocks.next());
      if (next.done) return;
      if (next.value.length > 0) yield this.#part(next.value);
    }
  }

  #part(rows: readonly LibsvmRow[]): TypedRows {
    const { first, last, hasQuery } = this.#shape;
    const places = Array.from({ length: Math.max(0, last - first + 1) }, () => new Float64Array(rows.length));
    for (const [at, { indices, values }] of rows.entries())
      for (const [nth, index] of indices.entries()) {
        const column = places[index - first];
        if (column) column[at] = values[nth] ?? 0;
      }
    const text = (values: (string | null)[]): TypedValues => ({ kind: 'text', values });
    return {
      rows: rows.length,
      columns: [
        text(rows.map(({ label }) => label)),
        ...(hasQuery ? [text(rows.map(({ query }) => query))] : []),
        ...places.map((values): TypedValues => ({ kind: 'number', values })),
      ],
    };
  }
}
