// Chunks of the columns that most Parquet files are made of, decoded straight into the arrays that are kept: numbers and moments as Float64,
// texts by their dictionary. No value is an object of its own on the way. For flat columns, plain or by dictionary; hyparquet reads all others.
// What a page holds: https://parquet.apache.org/docs/file-format/data-pages/
import type { ColumnMetaData, Compressors, PageHeader, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import type { TypedValues } from '../typed-table';
import { plainNumbers, plainTexts, type PlainNumbers } from './plain-values';

/** Makes the values that a page holds from its bytes; `count` of them. */
type Values = Float64Array | string[];

/** What is needed to decode the pages of a chunk. */
export interface ChunkDecoder {
  element: SchemaElement;
  codec: ColumnMetaData['codec'];
  compressors: Compressors;
}

/** A page without its levels. */
interface Page {
  /** 1 where a value is present; null where all are. */
  present: Uint8Array | null;
  rows: number;
  encoding: string | undefined;
  bytes: Uint8Array;
}

const isDictionary = (encoding: string | undefined): boolean =>
  encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY';

/**
 * Reads a chunk into the values of its rows, which are missing before.
 * @param bytes of the whole chunk
 * @returns whether it could; where not, some values may be written already
 * @throws where the bytes are not what the format says
 */
export function readFlatChunk(bytes: Uint8Array, decoder: ChunkDecoder, into: TypedValues): boolean {
  const numbers = into.kind === 'text' ? null : plainNumbers(decoder.element);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  let dictionary: Values | null = null;
  let row = 0;
  while (row < into.values.length && reader.offset < bytes.length - 1) {
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= bytes.length)) throw new Error(`a page of ${size} bytes`);
    const page = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    if (header.type === 'DICTIONARY_PAGE') {
      const count = header.dictionary_page_header?.num_values ?? 0;
      const unpacked = decompressPage(
        page,
        header.uncompressed_page_size,
        decoder.codec,
        decoder.compressors,
      );
      dictionary = plainValues(unpacked, count, numbers);
      continue;
    }
    const opened = openPage(page, header, decoder);
    if (!opened || (opened.encoding !== 'PLAIN' && !isDictionary(opened.encoding))) return false;
    if (opened.rows > into.values.length - row) throw new Error('more values than rows');
    const values = valuesOf(opened, dictionary, numbers);
    if (into.kind === 'text') place(into.values, values as string[], row, opened);
    else placeNumbers(into.values, values as Float64Array, row, opened);
    row += opened.rows;
  }
  return true;
}

/** Whether a column is of a type that is read here, into values of that kind. */
export const canReadFlat = (element: SchemaElement, kind: TypedValues['kind']): boolean =>
  kind === 'text' ? isPlainText(element) : plainNumbers(element) !== null;

const isPlainText = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'BYTE_ARRAY' &&
  (converted === 'UTF8' || logical?.type === 'STRING') &&
  (logical?.type ?? 'STRING') === 'STRING';

function plainValues(bytes: Uint8Array, count: number, numbers: PlainNumbers | null): Values {
  return numbers ? numbers(bytes, count) : plainTexts(bytes, count);
}

/** Unpacks a page of values and takes its levels off; null for one that is written in another way. */
function openPage(page: Uint8Array, header: PageHeader, decoder: ChunkDecoder): Page | null {
  const isOptional = decoder.element.repetition_type === 'OPTIONAL';
  const { codec, compressors } = decoder;
  if (header.type === 'DATA_PAGE' && header.data_page_header) {
    const { num_values: rows, encoding, definition_level_encoding: levels } = header.data_page_header;
    const bytes = decompressPage(page, header.uncompressed_page_size, codec, compressors);
    if (!isOptional) return { present: null, rows, encoding, bytes };
    if (levels !== 'RLE') return null;
    const [present, end] = levelsOf(bytes, rows, null);
    return { present, rows, encoding, bytes: bytes.subarray(end) };
  }
  if (header.type !== 'DATA_PAGE_V2' || !header.data_page_header_v2) return null;
  const v2 = header.data_page_header_v2;
  const { num_values: rows, encoding, definition_levels_byte_length: length } = v2;
  if (v2.repetition_levels_byte_length > 0) return null;
  const present = isOptional ? levelsOf(page, rows, length)[0] : null;
  const left = header.uncompressed_page_size - length;
  const packed = page.subarray(length);
  const isPacked = v2.is_compressed !== false && left > 0;
  return {
    present,
    rows,
    encoding,
    bytes: isPacked ? decompressPage(packed, left, codec, compressors) : packed,
  };
}

/** Which rows of a page have a value, null where all have, and where the levels end; `length`: of their bytes, null where they say it themselves. */
function levelsOf(bytes: Uint8Array, rows: number, length: number | null): [Uint8Array | null, number] {
  const reader = readerOf(bytes);
  const present = new Uint8Array(checkedRows(rows));
  readRleBitPackedHybrid(reader, 1, present as unknown as number[], length ?? undefined);
  return [present.includes(0) ? present : null, reader.offset];
}

const readerOf = (bytes: Uint8Array) => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  offset: 0,
});

/** A page has no more rows than its group, which was checked; a header may say anything. */
function checkedRows(rows: number): number {
  if (!(rows >= 0 && rows <= 16 * 1024 ** 2)) throw new Error(`a page of ${rows} rows`);
  return rows;
}

/** The values that are present in a page. */
function valuesOf(page: Page, dictionary: Values | null, numbers: PlainNumbers | null): Values {
  let count = checkedRows(page.rows);
  if (page.present) {
    count = 0;
    for (let row = 0; row < page.present.length; row++) count += page.present[row]!;
  }
  if (!isDictionary(page.encoding)) return plainValues(page.bytes, count, numbers);
  if (count > 0 && !dictionary) throw new Error('no dictionary');
  const codes = codesOf(page.bytes, count);
  if (numbers) {
    const [found, known] = [new Float64Array(count), dictionary as Float64Array];
    for (let at = 0; at < count; at++) found[at] = known[codes[at]!] ?? NaN;
    return found;
  }
  const [found, known] = [new Array<string>(count), dictionary as string[]];
  for (let at = 0; at < count; at++) {
    const text = known[codes[at]!];
    if (text === undefined) throw new Error('a code outside its dictionary');
    found[at] = text;
  }
  return found;
}

/** Places in the dictionary: their width in bits, then runs and packed ones. */
function codesOf(bytes: Uint8Array, count: number): Int32Array {
  const codes = new Int32Array(count);
  const width = bytes[0] ?? 0;
  if (width > 32) throw new Error(`codes of ${width} bits`);
  if (count === 0 || width === 0) return codes;
  const reader = { ...readerOf(bytes), offset: 1 };
  readRleBitPackedHybrid(reader, width, codes as unknown as number[], bytes.length - 1);
  return codes;
}

function placeNumbers(into: Float64Array, values: Float64Array, at: number, { present, rows }: Page): void {
  if (!present) {
    into.set(values, at);
    return;
  }
  for (let row = 0, next = 0; row < rows; row++) if (present[row] === 1) into[at + row] = values[next++]!;
}

function place(
  into: (string | null)[],
  values: readonly string[],
  at: number,
  { present, rows }: Page,
): void {
  for (let row = 0, next = 0; row < rows; row++)
    if (!present || present[row] === 1) into[at + row] = values[next++]!;
}
