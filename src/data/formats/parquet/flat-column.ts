// Chunks of the columns that most Parquet files are made of, decoded straight into the arrays that are kept: numbers and moments as Float64,
// texts by their dictionary. No value is an object of its own on the way. For flat columns, plain or by dictionary; hyparquet reads all others.
// What a page holds: https://parquet.apache.org/docs/file-format/data-pages/
import type { ColumnMetaData, Compressors, PageHeader, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import type { TypedValues } from '../typed-table';
import { readPacked } from './packed-codes';
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
 * Reads a chunk.
 * @param bytes of the whole chunk
 * @param rows that it has; those that no page has are missing
 * @returns null where it is written in a way that is not read here
 * @throws where the bytes are not what the format says
 */
export function readFlatChunk(
  bytes: Uint8Array,
  decoder: ChunkDecoder,
  kind: TypedValues['kind'],
  rows: number,
): TypedValues | null {
  const numbers = kind === 'number' || kind === 'date' ? plainNumbers(decoder.element) : null;
  const into = numbers && kind !== 'text' && kind !== 'levels' ? new Numbers(kind, rows) : new Texts(rows);
  const reader = readerOf(bytes);
  let dictionary: Values | null = null;
  while (into.row < rows && reader.offset < bytes.length - 1) {
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
    if (!opened || (opened.encoding !== 'PLAIN' && !isDictionary(opened.encoding))) return null;
    if (opened.rows > rows - into.row) throw new Error('more values than rows');
    const count = presentIn(opened);
    if (!isDictionary(opened.encoding)) into.add(plainValues(opened.bytes, count, numbers), opened);
    else into.addCodes(codesOf(opened.bytes, count), dictionary ?? [], opened);
  }
  return into.finish();
}

/** Numbers or moments as they are gathered; NaN where a row has none. */
class Numbers {
  row = 0;
  readonly #kind: 'number' | 'date';
  #values: Float64Array;

  constructor(kind: 'number' | 'date', rows: number) {
    this.#kind = kind;
    this.#values = new Float64Array(rows);
  }

  add(values: Values, { present, rows }: Page): void {
    const [into, found, at] = [this.#values, values as Float64Array, this.row];
    if (!present && rows === into.length) this.#values = found;
    else if (!present) into.set(found, at);
    else
      for (let row = 0, next = 0; row < rows; row++)
        into[at + row] = present[row] === 1 ? found[next++]! : NaN;
    this.row += rows;
  }

  addCodes(codes: Int32Array, dictionary: Values, page: Page): void {
    const [found, known] = [new Float64Array(codes.length), dictionary as Float64Array];
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at]!;
      if (code < 0 || code >= known.length) throw outside(code);
      found[at] = known[code]!;
    }
    this.add(found, page);
  }

  finish(): TypedValues {
    return { kind: this.#kind, values: this.#values.fill(NaN, this.row) };
  }
}

/** Texts as they are gathered: codes into the dictionary for as long as all pages have it. */
class Texts {
  row = 0;
  readonly #codes: Int32Array;
  #names: readonly string[] = [];
  #texts: (string | null)[] | null = null;

  constructor(rows: number) {
    this.#codes = new Int32Array(rows).fill(-1);
  }

  add(values: Values, { present, rows }: Page): void {
    this.#texts ??= Array.from(this.#codes, (code) => this.#names[code] ?? null);
    for (let row = 0, next = 0; row < rows; row++)
      if (!present || present[row] === 1) this.#texts[this.row + row] = (values as string[])[next++]!;
    this.row += rows;
  }

  addCodes(codes: Int32Array, dictionary: Values, page: Page): void {
    const names = dictionary as string[];
    for (const code of codes) if (code < 0 || code >= names.length) throw outside(code);
    if (this.#texts || (this.row > 0 && this.#names !== names)) {
      this.add(
        Array.from(codes, (code) => names[code]!),
        page,
      );
      return;
    }
    this.#names = names;
    for (let row = 0, next = 0; row < page.rows; row++)
      if (!page.present || page.present[row] === 1) this.#codes[this.row + row] = codes[next++]!;
    this.row += page.rows;
  }

  finish(): TypedValues {
    if (this.#texts) return { kind: 'text', values: this.#texts };
    return { kind: 'levels', codes: this.#codes, names: this.#names };
  }
}

const outside = (code: number): Error => new Error(`code ${code} is not in the dictionary`);

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
  const start = length === null ? 4 : 0;
  const end = start + (length ?? readerOf(bytes).view.getUint32(0, true));
  if (end > bytes.length) throw new RangeError('levels beyond their page');
  const present = new Uint8Array(checkedRows(rows));
  readPacked(bytes.subarray(start, end), 1, present);
  return [present.includes(0) ? present : null, end];
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

/** How many rows of a page have a value. */
function presentIn({ present, rows }: Page): number {
  if (!present) return checkedRows(rows);
  let count = 0;
  for (let row = 0; row < present.length; row++) count += present[row]!;
  return count;
}

/** Places in the dictionary: their width in bits, then runs and packed ones. */
function codesOf(bytes: Uint8Array, count: number): Int32Array {
  const codes = new Int32Array(count);
  const width = bytes[0] ?? 0;
  if (width > 32) throw new Error(`codes of ${width} bits`);
  if (count === 0 || width === 0) return codes;
  readPacked(bytes.subarray(1), width, codes);
  return codes;
}
