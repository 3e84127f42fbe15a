// Images that nearly equal each other: their 64-bit difference hashes (brighter or darker than the neighbour to the right, over 9 × 8 averages)
// differ in 3 bits at most, and the averages by 4 % of the range on the mean. Every such pair is found: of four pieces of 16 bits one is
// equal. 80 bytes an image are held; at most 40,000 images of each set, evenly taken.
import type { Column } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { mostPairs } from './equal-rows';
import type { NearRows } from './near-rows';

const [across, down] = [9, 8];
const mostBits = 3;
const mostDifference = 0.04 * 255;
const mostRows = 40_000;
/** Images of a piece's value that one is compared with at most. */
const mostCandidates = 2000;

/** An image as near ones share it. */
export interface SmallImage {
  row: number;
  /** Averages of 9 × 8 fields, from 0 to 255. */
  small: Uint8Array;
  /** Four pieces of 16 bits. */
  pieces: Uint16Array;
}

/** The averages of an image and their hash. */
export function smallImage(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  row: number,
): SmallImage {
  const small = new Uint8Array(across * down);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) small[y * across + x] = average(pixels, [height, width, channels], x, y);
  const pieces = new Uint16Array(4);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across - 1; x++) {
      const bit = y * 8 + x;
      if (small[y * across + x]! > small[y * across + x + 1]!) pieces[bit >> 4]! |= 1 << (bit & 15);
    }
  return { row, small, pieces };
}

function average(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  x: number,
  y: number,
): number {
  const [top, left] = [Math.floor((y * height) / down), Math.floor((x * width) / across)];
  const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / down));
  const right = Math.max(left + 1, Math.floor(((x + 1) * width) / across));
  let [sum, count] = [0, 0];
  for (let line = top; line < Math.min(bottom, height); line++)
    for (
      let at = left * channels + line * width * channels, end = at + (right - left) * channels;
      at < end;
      at++
    ) {
      sum += pixels[at] ?? 0;
      count++;
    }
  return count === 0 ? 0 : Math.round(sum / count);
}

function bitsOf(word: number): number {
  let [left, count] = [word, 0];
  for (; left !== 0; left &= left - 1) count++;
  return count;
}

/** Whether two images are near. */
export function areNear(one: SmallImage, other: SmallImage): boolean {
  let bits = 0;
  for (let piece = 0; piece < 4; piece++) bits += bitsOf(one.pieces[piece]! ^ other.pieces[piece]!);
  if (bits > mostBits) return false;
  const sum = one.small.reduce((total, value, at) => total + Math.abs(value - other.small[at]!), 0);
  return sum / one.small.length <= mostDifference;
}

async function smallImages(
  source: GroupSource,
  { name, shape }: Pick<Column, 'name' | 'shape'>,
  isIn: (row: number) => boolean,
  size: number,
  signal: AbortSignal | undefined,
): Promise<SmallImage[]> {
  const found: SmallImage[] = [];
  const step = Math.max(1, size / mostRows);
  let [seen, next] = [0, 0];
  for (const [index, { firstRow, rows }] of source.groups.entries()) {
    checkAbort(signal);
    await letMessagesIn();
    const values = valuesOf(await source.read(index, new Set([name])), name);
    if (!('pixels' in values) || !shape) return [];
    const bytes = shape[0] * shape[1] * shape[2];
    for (let row = 0; row < rows; row++) {
      if (!isIn(firstRow + row) || seen++ < next) continue;
      next += step;
      found.push(smallImage(values.pixels.subarray(row * bytes, (row + 1) * bytes), shape, firstRow + row));
    }
  }
  return found;
}

/** Rows of test whose image nearly equals one of training; also those that equal one. */
export async function nearImages(
  source: GroupSource,
  column: Pick<Column, 'name' | 'shape'>,
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<NearRows> {
  const of = (code: number) => {
    const isIn = (row: number) => assignment[row] === code;
    const size = assignment.reduce((sum, part) => sum + Number(part === code), 0);
    return smallImages(source, column, isIn, size, signal);
  };
  const trained = await of(splitCodes.train);
  const tested = await of(splitCodes.test);
  const twins = new Map<number, number>();
  for (let piece = 0; piece < 4; piece++) {
    await letMessagesIn();
    checkAbort(signal);
    const table = new Map<number, SmallImage[]>();
    for (const each of trained) {
      const known = table.get(each.pieces[piece]!);
      if (!known) table.set(each.pieces[piece]!, [each]);
      else if (known.length < mostCandidates) known.push(each);
    }
    for (const each of tested) {
      if (twins.has(each.row)) continue;
      const near = table.get(each.pieces[piece]!)?.find((other) => areNear(each, other));
      if (near) twins.set(each.row, near.row);
    }
  }
  const pairs = [...twins].sort(([one], [other]) => one - other);
  return { rows: pairs.length, compared: tested.length, pairs: pairs.slice(0, mostPairs) };
}
