// The records of a JSON text, cut out one by one, so that a file is never whole in memory.
import { readBlocks, type NamedBlob } from '../bytes';

/** Of one record, in characters. */
const longestRecord = 8 * 1024 ** 2;
/** Brackets within brackets. */
const deepest = 500;
/** Whole numbers that a double may not hold: kept as texts, digit for digit. Strings are matched too, to be left alone. */
const longNumber = /("(?:[^"\\]|\\.)*")|(?<![\d.eE+-])(-?\d{16,})(?![\d.eE])/g;

/** A record by its names; its place counts from 1. */
export interface JsonRecord {
  place: number;
  record: Record<string, unknown>;
}

/** Records in order, and how many bytes were read. @throws Error where the text is no JSON, or something in it is no record. */
export async function* jsonRecords(
  file: NamedBlob,
  signal: AbortSignal,
): AsyncGenerator<{ records: JsonRecord[]; bytesDone: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const cutter = new RecordCutter();
  let bytesDone = 0;
  let place = 0;
  const parsed = (texts: string[]): JsonRecord[] =>
    texts.map((text) => ({ place: ++place, record: parse(text, place) }));
  for await (const block of readBlocks(file, signal)) {
    bytesDone += block.length;
    yield { records: parsed(cutter.cut(decoder.decode(block, { stream: true }))), bytesDone };
  }
  yield { records: parsed(cutter.cut(decoder.decode())), bytesDone };
  cutter.end();
}

function parse(text: string, place: number): Record<string, unknown> {
  const exact = /\d{16}/.test(text)
    ? text.replace(longNumber, (whole, string?: string, number?: string) =>
        number ? `"${number}"` : (string ?? whole),
      )
    : text;
  const value: unknown = JSON.parse(exact);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`value ${place} is no record`);
  return value as Record<string, unknown>;
}

/** Finds where each record begins and ends, by brackets and quotes alone; whether it is JSON, the parser says. */
class RecordCutter {
  #rest = '';
  /** How far `rest` was looked at. */
  #at = 0;
  #start = -1;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** In an array of records, which brackets surround. */
  #inArray = false;
  #isClosed = false;

  /** The records that end in this piece of text. */
  cut(text: string): string[] {
    this.#rest += text;
    const records: string[] = [];
    for (; this.#at < this.#rest.length; this.#at++) {
      const code = this.#rest.charCodeAt(this.#at);
      if (this.#depth === 0) this.#between(code);
      else if (this.#within(code)) {
        records.push(this.#rest.slice(this.#start, this.#at + 1));
        this.#start = -1;
      }
    }
    const from = this.#start < 0 ? this.#rest.length : this.#start;
    this.#rest = this.#rest.slice(from);
    this.#at -= from;
    if (this.#start >= 0) this.#start = 0;
    if (this.#rest.length > longestRecord)
      throw new Error(`a record of more than ${longestRecord} characters`);
    return records;
  }

  /** @throws Error where the text ends inside a record or an array. */
  end(): void {
    if (this.#depth > 0 || (this.#inArray && !this.#isClosed)) throw new Error('the end is missing');
  }

  #between(code: number): void {
    if (code === 0x7b) {
      this.#start = this.#at;
      this.#depth = 1;
    } else if (code === 0x5b && !this.#inArray) this.#inArray = true;
    else if (code === 0x5d && this.#inArray && !this.#isClosed) this.#isClosed = true;
    else if (code !== 0x2c && code !== 0xfeff && code !== 0x1e && code > 0x20)
      throw new Error('something else than records');
  }

  #deeper(): void {
    if (++this.#depth > deepest) throw new Error(`more than ${deepest} brackets deep`);
  }

  /** Whether the record ends here. */
  #within(code: number): boolean {
    if (this.#inString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === 0x5c) this.#isEscaped = true;
      else if (code === 0x22) this.#inString = false;
      return false;
    }
    if (code === 0x22) this.#inString = true;
    else if (code === 0x7b || code === 0x5b) this.#deeper();
    else if (code === 0x7d || code === 0x5d) this.#depth--;
    return this.#depth === 0;
  }
}
