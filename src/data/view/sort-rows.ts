// Puts listed rows in the order of columns: a stable sort by digits, since a million rows have to be sorted while a person waits.
import type { Column } from '../../contract/data/dataset';
import type { SortKey } from '../../contract/data/row-view';
import { HearthError } from '../../contract/transport/fault';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { durationAt } from '../columns/audio/sounds';
import type { ColumnValues } from '../columns/values';
import { columnNamed } from './column-named';
import {
  compareTexts,
  levelRanks,
  missingWord,
  sharedStart,
  textStart,
  textWords,
  writeNumber,
  writeText,
  type SortWords,
} from './sort-words';

type TextValues = Extract<ColumnValues, { type: 'text' }>;

/** Calls `visit` with each listed row: its place in the list, the values of its group, its place in the group. */
async function eachRow(
  source: GroupSource,
  column: string,
  rows: Uint32Array,
  signal: AbortSignal,
  visit: (place: number, values: ColumnValues, row: number) => void,
): Promise<void> {
  const wanted = new Set([column]);
  let place = 0;
  for (const [index, { firstRow, rows: length }] of source.groups.entries()) {
    if (place >= rows.length || rows[place]! >= firstRow + length) continue;
    await letMessagesIn();
    checkAbort(signal);
    const values = valuesOf(await source.read(index, wanted), column);
    for (; place < rows.length && rows[place]! < firstRow + length; place++)
      visit(place, values, rows[place]! - firstRow);
  }
}

/** What a column's order takes: its words, and the texts where words hold only their beginning. */
interface Keys {
  words: SortWords;
  texts: { of: (place: number) => Uint8Array; skip: number } | null;
}

async function keysOf(
  source: GroupSource,
  column: Column,
  rows: Uint32Array,
  signal: AbortSignal,
): Promise<Keys> {
  const wordsOf = (count: number): SortWords =>
    Array.from({ length: count }, () => new Uint32Array(rows.length));
  if (column.type === 'text') return textKeys(source, column, rows, signal, wordsOf(textWords));
  if (column.type === 'image') throw new HearthError('input_invalid', { field: 'view', column: column.name });
  const words = wordsOf(column.type === 'category' ? 1 : 2);
  const ranks = levelRanks(column.categories);
  await eachRow(source, column.name, rows, signal, (place, values, row) => {
    if ('codes' in values) {
      const code = values.codes[row]!;
      words[0]![place] = code < 0 ? missingWord : ranks[code]!;
    } else if ('values' in values) writeNumber(words, place, values.values[row]!);
    else if (values.type === 'audio') writeNumber(words, place, durationAt(values, row));
  });
  return { words, texts: null };
}

async function textKeys(
  source: GroupSource,
  { name }: Column,
  rows: Uint32Array,
  signal: AbortSignal,
  words: SortWords,
): Promise<Keys> {
  const held: TextValues[] = [];
  const heldOf = new Uint32Array(rows.length);
  const placeIn = new Uint32Array(rows.length);
  let start: Uint8Array | null = null;
  await eachRow(source, name, rows, signal, (place, values, row) => {
    if (values.type !== 'text') return;
    if (held.at(-1) !== values) held.push(values);
    heldOf[place] = held.length - 1;
    placeIn[place] = row;
    start = sharedStart(start, values, row);
  });
  const skip = (start as Uint8Array | null)?.length ?? 0;
  for (let place = 0; place < rows.length; place++)
    writeText(words, place, held[heldOf[place]!]!, placeIn[place]!, skip);
  const of = (place: number): Uint8Array => {
    const { offsets, bytes } = held[heldOf[place]!]!;
    const row = placeIn[place]!;
    return bytes.subarray(offsets[row], offsets[row + 1]);
  };
  return { words, texts: { of, skip } };
}

/** Turns the order of cells around, and leaves missing ones last. */
function turnAround(words: SortWords): void {
  const [first] = words;
  const second = words.at(1) ?? first;
  for (let place = 0; place < (first?.length ?? 0); place++) {
    // Only what is missing has the greatest first two words.
    if (first![place] === missingWord && second![place] === missingWord) continue;
    for (let index = 0; index < words.length; index++) words[index]![place] = ~words[index]![place]!;
  }
}

/** One stable pass over 16 bits; the order as it was where all are equal. */
function sortByDigit(order: Uint32Array, word: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(65_537);
  for (let place = 0; place < word.length; place++) starts[((word[place]! >>> shift) & 0xffff) + 1]!++;
  if (starts.includes(word.length)) return order;
  for (let digit = 0; digit < 65_536; digit++) starts[digit + 1]! += starts[digit]!;
  const next = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const place = order[at]!;
    next[starts[(word[place]! >>> shift) & 0xffff]!++] = place;
  }
  return next;
}

/** Sorts what the beginnings of texts leave equal. */
function sortEqualStarts(order: Uint32Array, { words, texts }: Keys, descending: boolean): void {
  if (!texts) return;
  const same = (one: number, other: number): boolean => {
    for (let index = 0; index < words.length; index++)
      if (words[index]![one] !== words[index]![other]) return false;
    return true;
  };
  const sign = descending ? -1 : 1;
  const compare = (one: number, other: number) =>
    sign * compareTexts(texts.of(one), texts.of(other), texts.skip);
  for (let from = 0, end = 1; from < order.length; from = end++) {
    while (end < order.length && same(order[from]!, order[end]!)) end++;
    const isLong = end - from > 1 && texts.of(order[from]!).length > texts.skip + textStart;
    if (isLong) order.set([...order.subarray(from, end)].sort(compare), from);
  }
}

/** The listed rows, which ascend, in the order of the columns. */
export async function sortedRows(
  source: GroupSource,
  columns: readonly Column[],
  rows: Uint32Array<ArrayBuffer>,
  sort: readonly SortKey[],
  signal: AbortSignal,
): Promise<Uint32Array<ArrayBuffer>> {
  if (sort.length === 0) return rows;
  let order: Uint32Array = new Uint32Array(rows.length).map((_, place) => place);
  // The column that decides last comes first: each sort keeps the order of equals.
  for (const { column, descending } of sort.toReversed()) {
    const keys = await keysOf(source, columnNamed(columns, column), rows, signal);
    if (descending) turnAround(keys.words);
    for (const word of keys.words.toReversed())
      for (const shift of [0, 16]) {
        await letMessagesIn();
        checkAbort(signal);
        order = sortByDigit(order, word, shift);
      }
    sortEqualStarts(order, keys, descending);
  }
  return new Uint32Array(order.length).map((_, at) => rows[order[at]!]!);
}
