// A Parquet file as a typed table: a row group at a time, a column at a time. hyparquet decodes; sizes are checked before it allocates.
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, Compressors, FileMetaData, SchemaTree } from 'hyparquet';
import { compressors as codecs } from 'hyparquet-compressors';
import { gunzipSync } from 'fflate';
import { decompress as unpackZstd } from 'fzstd';
import { checkAbort } from '../../rows/group-source';
import type { TableReading } from '../../rows/reading';
import { readPart, type NamedBlob } from '../bytes';
import { damagedFile, decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import { readTypedTable, type TypedRows, type TypedTable, type TypedValues } from '../typed-table';
import { numberOf, textOf } from '../typed-values';
import { parseTypes, typesKey } from '../written-types';

const name = 'Parquet';
/** Bytes that one page may unpack to: writers make pages of about one MiB. */
const mostPage = 256 * 1024 ** 2;
/** Bytes that one column of a row group may unpack to: a file that says more is refused before anything is unpacked. */
const mostUnpacked = 1024 ** 3;
/** Rows that a row group of a file may have, by its own word. */
const mostGroupRows = 16 * 1024 ** 2;

/** The codecs, none of which unpacks more than the page says. */
const compressors: Compressors = Object.fromEntries(
  Object.entries({
    ...codecs,
    ZSTD: (input: Uint8Array, length: number) => unpackZstd(input, new Uint8Array(length)),
    // The package's own decoder does not end on some damaged input.
    GZIP: (input: Uint8Array, length: number) => gunzipSync(input, { out: new Uint8Array(length) }),
  }).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > mostPage) throw new Error(`a page of ${length} bytes`);
      return unpack(input, length);
    },
  ]),
);

/** @throws HearthError `file_damaged` with what is wrong with it, `file_header_only`, `aborted`. */
export async function readParquet(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const buffer: AsyncBuffer = {
    byteLength: file.size,
    slice: async (from, to = file.size) => (await readPart(file, from, to)).buffer,
  };
  const metadata = await decoding(file, name, () => parquetMetadataAsync(buffer));
  check(file, metadata);
  const schema = await decoding(file, name, () => Promise.resolve(parquetSchema(metadata)));
  return readTypedTable(file, new ParquetTable(file, buffer, metadata, schema.children), options);
}

class ParquetTable implements TypedTable {
  readonly names: string[];
  readonly rows: number;
  readonly types: NonNullable<TypedTable['types']>;
  readonly #file: NamedBlob;
  readonly #buffer: AsyncBuffer;
  readonly #metadata: FileMetaData;
  readonly #columns: readonly SchemaTree[];

  constructor(file: NamedBlob, buffer: AsyncBuffer, metadata: FileMetaData, columns: readonly SchemaTree[]) {
    this.#file = file;
    this.#buffer = buffer;
    this.#metadata = metadata;
    this.#columns = columns;
    this.names = columns.map(({ element }) => element.name);
    this.rows = Number(metadata.num_rows);
    this.types = parseTypes(metadata.key_value_metadata?.find(({ key }) => key === typesKey)?.value);
  }

  async *parts(signal: AbortSignal): AsyncGenerator<TypedRows> {
    let rowStart = 0;
    for (const group of this.#metadata.row_groups) {
      const rows = Number(group.num_rows);
      const columns: TypedValues[] = [];
      for (const column of this.#columns) {
        checkAbort(signal);
        columns.push(await this.#column(column, rowStart, rows));
      }
      yield { rows, columns };
      rowStart += rows;
    }
  }

  async #column(column: SchemaTree, rowStart: number, rows: number): Promise<TypedValues> {
    const kind = kindOf(column);
    const values: TypedValues =
      kind === 'text'
        ? { kind, values: new Array<string | null>(rows).fill(null) }
        : { kind, values: new Float64Array(rows).fill(NaN) };
    await decoding(this.#file, name, () =>
      parquetRead({
        file: this.#buffer,
        metadata: this.#metadata,
        compressors,
        columns: [column.element.name],
        rowStart,
        rowEnd: rowStart + rows,
        geoparquet: false,
        onChunk: (chunk) => fill(values, chunk.columnData as ArrayLike<unknown>, chunk.rowStart - rowStart),
      }),
    );
    return values;
  }
}

/** What hyparquet gives of a column: numbers, `Date`s, or what is kept as text. */
function kindOf({ element, children }: SchemaTree): TypedValues['kind'] {
  if (children.length > 0 || element.repetition_type === 'REPEATED') return 'text';
  const logical = element.logical_type?.type;
  if (logical === 'DATE' || logical === 'TIMESTAMP') return 'date';
  if (/^(DATE|TIMESTAMP)/.test(element.converted_type ?? '') || element.type === 'INT96') return 'date';
  if (logical === 'DECIMAL' || element.converted_type === 'DECIMAL' || logical === 'FLOAT16') return 'number';
  // Whole numbers of 64 bits may be larger than a number holds exactly: as texts they become numbers where all fit.
  if (element.type === 'INT64') return 'text';
  return element.type === 'INT32' || element.type === 'FLOAT' || element.type === 'DOUBLE'
    ? 'number'
    : 'text';
}

function fill(into: TypedValues, from: ArrayLike<unknown>, at: number): void {
  const end = Math.min(from.length, into.values.length - at);
  if (into.kind === 'text') for (let row = 0; row < end; row++) into.values[at + row] = textOf(from[row]);
  else for (let row = 0; row < end; row++) into.values[at + row] = numberOf(from[row]);
}

/** Refuses what the footer says that cannot be, or would not fit. */
function check(file: NamedBlob, { num_rows, row_groups, schema }: FileMetaData): void {
  const rows = row_groups.map((group) => Number(group.num_rows));
  const sizes = row_groups.flatMap(({ columns }) =>
    columns.map(({ meta_data }) => Number(meta_data?.total_uncompressed_size ?? 0)),
  );
  if (!schema.every(({ name: column }) => typeof column === 'string')) throw damagedFile(file, name, 'names');
  const isWhole = rows.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= mostGroupRows);
  if (!isWhole || rows.reduce((sum, count) => sum + count, 0) !== Number(num_rows))
    throw damagedFile(file, name, 'row counts');
  const places = row_groups.flatMap(({ columns }) =>
    columns.map(({ meta_data: column }) => {
      const starts = [column?.data_page_offset, column?.dictionary_page_offset]
        .flatMap((at) => at ?? [])
        .map(Number);
      return [
        Math.min(...starts),
        Math.max(...starts, Math.min(...starts) + Number(column?.total_compressed_size)),
      ];
    }),
  );
  if (!places.every(([from = NaN, to = NaN]) => from >= 0 && to <= file.size))
    throw damagedFile(file, name, 'places');
  if (sizes.some((size) => !(size >= 0 && size <= mostUnpacked))) throw damagedFile(file, name, 'sizes');
}
