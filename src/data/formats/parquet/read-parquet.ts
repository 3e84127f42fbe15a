// A Parquet file as a typed table: a row group at a time, a column at a time. hyparquet decodes; sizes are checked before it allocates.
import { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, ColumnChunk, Compressors, FileMetaData, RowGroup, SchemaTree } from 'hyparquet';
import { compressors as codecs } from 'hyparquet-compressors';
import { gunzipSync } from 'fflate';
import { decompress as unpackZstd } from 'fzstd';
import { checkAbort } from '../../rows/group-source';
import type { TableReading } from '../../rows/reading';
import { readPart, type NamedBlob } from '../bytes';
import { damagedFile, decoding } from '../damaged-file';
import type { FileReadOptions } from '../format';
import {
  readTypedTable,
  type PlainValues,
  type TypedRows,
  type TypedTable,
  type TypedValues,
} from '../typed-table';
import { numberOf, textOf } from '../typed-values';
import { parseTypes, typesKey } from '../written-types';
import { canReadFlat, readFlatChunk } from './flat-column';

const name = 'Parquet';
/** Bytes that one page may unpack to: writers make pages of about one MiB. */
const mostPage = 256 * 1024 ** 2;
/** Bytes that one column of a row group may unpack to: a file that says more is refused before anything is unpacked. */
const mostUnpacked = 1024 ** 3;
/** Bytes of a row group that are read at once. */
const mostHeld = 32 * 1024 ** 2;
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
  const buffer = new GroupBuffer(file);
  const metadata = await decoding(file, name, () => parquetMetadataAsync(buffer));
  check(file, metadata);
  const schema = await decoding(file, name, () => Promise.resolve(parquetSchema(metadata)));
  return readTypedTable(file, new ParquetTable(file, buffer, metadata, schema.children), options);
}

/** The file, of which the bytes of a row group are read at once: each read is a way to another process and back. */
class GroupBuffer implements AsyncBuffer {
  readonly byteLength: number;
  readonly #file: NamedBlob;
  #held: Held | null = null;
  #next: Held | null = null;

  constructor(file: NamedBlob) {
    this.#file = file;
    this.byteLength = file.size;
  }

  /** Holds what will be asked for, and begins to read what comes after it. */
  hold(place: Place, next: Place | null): void {
    this.#held =
      this.#next?.from === place.from && this.#next.to === place.to ? this.#next : this.#read(place);
    this.#next = next && this.#read(next);
  }

  #read({ from, to }: Place): Held | null {
    if (to - from > mostHeld) return null;
    const bytes = readPart(this.#file, from, to);
    bytes.catch(() => undefined); // whoever asks for the bytes is told
    return { from, to, bytes };
  }

  /** A part; a view of what is held, where it lies there. */
  async part(from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
    const held = this.#held;
    if (!held || from < held.from || to > held.to) return readPart(this.#file, from, to);
    return (await held.bytes).subarray(from - held.from, to - held.from);
  }

  async slice(from: number, to = this.byteLength): Promise<ArrayBuffer> {
    const bytes = await this.part(from, to);
    return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  }
}

/** Where bytes lie in the file. */
interface Place {
  from: number;
  to: number;
}

interface Held extends Place {
  bytes: Promise<Uint8Array<ArrayBuffer>>;
}

/** Where all columns of a row group lie. */
function spanOf({ columns }: RowGroup): Place {
  const places = columns.map(placeOf);
  return { from: Math.min(...places.map(({ from }) => from)), to: Math.max(...places.map(({ to }) => to)) };
}

function placeOf({ meta_data: column }: ColumnChunk): Place {
  const starts = [column?.data_page_offset, column?.dictionary_page_offset]
    .flatMap((at) => at ?? [])
    .map(Number);
  const from = Math.min(...starts);
  return { from, to: Math.max(...starts, from + Number(column?.total_compressed_size)) };
}

class ParquetTable implements TypedTable {
  readonly names: string[];
  readonly rows: number;
  readonly types: NonNullable<TypedTable['types']>;
  readonly #file: NamedBlob;
  readonly #buffer: GroupBuffer;
  readonly #metadata: FileMetaData;
  readonly #columns: readonly SchemaTree[];

  constructor(file: NamedBlob, buffer: GroupBuffer, metadata: FileMetaData, columns: readonly SchemaTree[]) {
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
    const groups = this.#metadata.row_groups;
    for (const [index, group] of groups.entries()) {
      const rows = Number(group.num_rows);
      const next = groups[index + 1];
      this.#buffer.hold(spanOf(group), next ? spanOf(next) : null);
      const columns: TypedValues[] = [];
      for (const column of this.#columns) {
        checkAbort(signal);
        columns.push(await this.#column(column, group, { rowStart, rows }));
      }
      yield { rows, columns };
      rowStart += rows;
    }
  }

  async #column(
    column: SchemaTree,
    group: RowGroup,
    { rowStart, rows }: { rowStart: number; rows: number },
  ): Promise<TypedValues> {
    const kind = kindOf(column);
    const flat = await decoding(this.#file, name, () => this.#flat(column, group, kind, rows));
    if (flat) return flat;
    const values: PlainValues =
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

  /** Reads a column of the common kinds; null where it is none. */
  async #flat(
    { element, children }: SchemaTree,
    group: RowGroup,
    kind: TypedValues['kind'],
    rows: number,
  ): Promise<TypedValues | null> {
    const chunk = chunkOf(group, element.name);
    if (children.length > 0 || element.repetition_type === 'REPEATED' || !chunk?.meta_data) return null;
    if (chunk.file_path || !canReadFlat(element, kind)) return null;
    const { from, to } = placeOf(chunk);
    const bytes = await this.#buffer.part(from, to);
    return readFlatChunk(bytes, { element, codec: chunk.meta_data.codec, compressors }, kind, rows);
  }
}

function chunkOf({ columns }: RowGroup, column: string): ColumnChunk | undefined {
  return columns.find(
    ({ meta_data: meta }) => meta?.path_in_schema.length === 1 && meta.path_in_schema[0] === column,
  );
}

/** What hyparquet gives of a column: numbers, `Date`s, or what is kept as text. */
function kindOf({ element, children }: SchemaTree): PlainValues['kind'] {
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

function fill(into: PlainValues, from: ArrayLike<unknown>, at: number): void {
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
  const places = row_groups.flatMap(({ columns }) => columns.map(placeOf));
  if (!places.every(({ from, to }) => from >= 0 && to <= file.size)) throw damagedFile(file, name, 'places');
  if (sizes.some((size) => !(size >= 0 && size <= mostUnpacked))) throw damagedFile(file, name, 'sizes');
}
