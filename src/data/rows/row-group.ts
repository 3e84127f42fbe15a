// One row group as bytes: what a chunk of a dataset holds. Not for hashing or storing: storage/chunks/chunks.ts does that.
//
//   u32 'HRG2' · u32 rows · u32 columns · u32 0
//   for each column, 8 × u32: type · form · three times (offset, length) in bytes, unused parts 0
//   the parts, each on a multiple of 8: numbers, codes | Uint32 offsets, UTF-8, validity | pixels
//
// A form is how a type's values lie: columns/layouts has those of numbers and codes. Form 0 is what each type had in 'HRG1', which is the
// same but for the forms, and is still written where no column has another.
//
// Little-endian throughout, as every engine that runs this is.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { StoredArray, StoredParts } from '../columns/column-type';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';

const magic1 = 0x31475248; // 'HRG1'
const magic2 = 0x32475248; // 'HRG2'
const headerWords = 4;
const entryWords = 8;
const targetBytes = 4 * 1024 * 1024;

/** Rows of a group of about 4 MiB. */
export function rowsPerGroup(columns: readonly Column[]): number {
  const bytes = columns.reduce((sum, column) => sum + bytesPerRow(column), 0);
  return Math.max(1, Math.floor(targetBytes / Math.max(1, bytes)));
}

/** Bytes that a row of a column takes in a group; of texts, what they are expected to. */
export function bytesPerRow(column: Column): number {
  return columnTypeOf(column.type).codec.bytesPerRow(column);
}

/**
 * The stored arrays that values were decoded from: a column that no step changed is written again as it lies there. Values are never changed
 * in place, so that they are what is stored for as long as they live.
 */
const storedOf = new WeakMap<ColumnValues, { form: number; parts: Uint8Array[] }>();

const align = (offset: number): number => Math.ceil(offset / 8) * 8;

/** Bytes of a row group; columns in the dataset's order. */
export function encodeRowGroup(rows: number, columns: readonly ColumnValues[]): Uint8Array<ArrayBuffer> {
  const directory = new Uint32Array(headerWords + columns.length * entryWords);
  directory.set([magic1, rows, columns.length, 0]);
  const placed: { part: StoredArray; offset: number }[] = [];
  let end = align(directory.byteLength);
  columns.forEach((values, index) => {
    const entry = headerWords + index * entryWords;
    const { codec } = columnTypeOf(values.type);
    const { form, parts } = storedOf.get(values) ?? codec.write(values);
    if (form !== 0) directory[0] = magic2;
    directory[entry] = codec.code;
    directory[entry + 1] = form;
    parts.forEach((part, at) => {
      directory[entry + 2 + at * 2] = end;
      directory[entry + 3 + at * 2] = part.byteLength;
      placed.push({ part, offset: end });
      end = align(end + part.byteLength);
    });
  });
  const bytes = new Uint8Array(end);
  bytes.set(new Uint8Array(directory.buffer));
  for (const { part, offset } of placed)
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
  return bytes;
}

function damaged(detail: string): HearthError {
  return new HearthError('storage_damaged', {}, {}, `row group: ${detail}`);
}

interface Layout {
  buffer: ArrayBufferLike;
  base: number;
  size: number;
  directory: Uint32Array;
  /** Where the parts may begin. */
  start: number;
}

function openLayout(given: Uint8Array, columnCount: number): Layout {
  // Views need an aligned start; chunks come aligned, so this copy is for callers with a slice.
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  if (bytes.byteLength < headerWords * 4) throw damaged('shorter than its header');
  const start = (headerWords + columnCount * entryWords) * 4;
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, headerWords);
  if (header[0] !== magic1 && header[0] !== magic2) throw damaged('not a row group');
  if (header[2] !== columnCount) throw damaged(`${header[2]} columns instead of ${columnCount}`);
  if (bytes.byteLength < start) throw damaged('shorter than its directory');
  const directory = new Uint32Array(bytes.buffer, bytes.byteOffset, start / 4);
  return { buffer: bytes.buffer, base: bytes.byteOffset, size: bytes.byteLength, directory, start };
}

/** Where a part lies, after checking that it is inside, aligned and as long as it must be. */
function place(layout: Layout, entry: number, part: number, expected: number | null): [number, number] {
  const offset = layout.directory[entry + 2 + part * 2] ?? 0;
  const length = layout.directory[entry + 3 + part * 2] ?? 0;
  if (offset % 8 !== 0 || offset < layout.start || offset + length > layout.size)
    throw damaged('a part lies outside');
  if (expected !== null && length !== expected) throw damaged('a part has the wrong length');
  return [layout.base + offset, length];
}

function readColumn(layout: Layout, entry: number, column: Column, rows: number): ColumnValues {
  const parts: Uint8Array[] = [];
  const form = layout.directory[0] === magic1 ? 0 : (layout.directory[entry + 1] ?? 0);
  const values = columnTypeOf(column.type).codec.open(
    {
      ...{ buffer: layout.buffer, rows, form, damaged },
      place(part, expected) {
        const [offset, bytes] = place(layout, entry, part, expected);
        parts[part] = new Uint8Array(layout.buffer, offset, bytes);
        return [offset, bytes];
      },
    } satisfies StoredParts,
    column,
  );
  storedOf.set(values, { form, parts });
  return values;
}

/**
 * The wanted columns (all where none are named): views where their form allows it. Every offset is checked.
 * @throws HearthError `storage_damaged` where the bytes do not hold what `columns` says.
 */
export function decodeRowGroup(
  bytes: Uint8Array,
  columns: readonly Column[],
  wanted?: ReadonlySet<string>,
): { rows: number; values: Map<string, ColumnValues> } {
  const layout = openLayout(bytes, columns.length);
  const rows = layout.directory[1] ?? 0;
  const values = new Map<string, ColumnValues>();
  columns.forEach((column, index) => {
    const entry = headerWords + index * entryWords;
    if (layout.directory[entry] !== columnTypeOf(column.type).codec.code)
      throw damaged(`column ${index + 1} is not of its type`);
    if (wanted && !wanted.has(column.name)) return;
    values.set(column.name, readColumn(layout, entry, column, rows));
  });
  return { rows, values };
}
