// Texts that nearly equal each other: of their runs of five characters (in lower case, blanks as one, digits alike) they share four fifths
// or more (Jaccard). Estimated by MinHash (Broder 1997) of 32 hashes: standard error √(J(1 − J) / 32), at most 0.07 at the limit. Pairs are
// looked for among those that agree in one of 8 bands of 4: a pair at the limit is met with a chance of 98.5 %, one at 0.9 with 99.98 %.
// At most 10,000 rows of each set, evenly taken, and the first 500 characters of each: time and memory are bounded.
import type { Column } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { mostPairs } from './equal-rows';
import type { NearRows } from './near-rows';

const shingle = 5;
const hashes = 32;
const bandRows = 4;
/** From this share on two texts are near. */
export const nearFrom = 0.8;
const mostRows = 10_000;
const mostChars = 500;
/** Texts of a band's hash that one is compared with at most: a text that a thousand share need not meet them all. */
const mostCandidates = 50;

const multipliers = Uint32Array.from({ length: hashes }, (_, at) => Math.imul(2 * at + 1, 0x9e3779b1) | 1);

/** The text as near ones share it. */
function normalized(text: string): string {
  return text
    .slice(0, mostChars)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\d/g, '0')
    .trim();
}

/** The least hash of its runs under each of the functions; null of a text without any. */
export function signatureOf(text: string): Uint32Array | null {
  const plain = normalized(text);
  if (plain.length < shingle) return null;
  const least = new Uint32Array(hashes).fill(0xffffffff);
  for (let at = 0; at + shingle <= plain.length; at++) {
    let hash = 0x811c9dc5;
    for (let char = at; char < at + shingle; char++)
      hash = Math.imul(hash ^ plain.charCodeAt(char), 0x01000193);
    for (let each = 0; each < hashes; each++) {
      let mixed = Math.imul(hash ^ multipliers[each]!, 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      mixed = (mixed ^ (mixed >>> 16)) >>> 0;
      if (mixed < least[each]!) least[each] = mixed;
    }
  }
  return least;
}

/** The estimated share of runs that two texts have in common. */
export function similarity(one: Uint32Array, other: Uint32Array): number {
  let same = 0;
  for (let at = 0; at < hashes; at++) if (one[at] === other[at]) same++;
  return same / hashes;
}

const bandsOf = (signature: Uint32Array): string[] =>
  Array.from({ length: hashes / bandRows }, (_, band) =>
    signature.subarray(band * bandRows, (band + 1) * bandRows).join(),
  );

interface Signed {
  row: number;
  signature: Uint32Array;
}

/** The rows of a set whose texts are compared, evenly taken. */
async function signedRows(
  source: GroupSource,
  column: string,
  isIn: (row: number) => boolean,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Signed[]> {
  const step = Math.max(1, size / mostRows);
  const found: Signed[] = [];
  const decoder = new TextDecoder();
  let [seen, next] = [0, 0];
  for (const [index, { firstRow, rows }] of source.groups.entries()) {
    checkAbort(signal);
    await letMessagesIn();
    const values = valuesOf(await source.read(index, new Set([column])), column);
    if (!('offsets' in values)) return [];
    const { offsets, bytes, valid } = values;
    for (let row = 0; row < rows; row++) {
      if (!isIn(firstRow + row) || seen++ < next) continue;
      next += step;
      if (valid[row] !== 1) continue;
      const signature = signatureOf(decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])));
      if (signature) found.push({ row: firstRow + row, signature });
    }
  }
  return found;
}

/** Rows of test whose text nearly equals one of training; also those that equal one, which other features may tell apart. */
export async function nearTexts(
  source: GroupSource,
  { name }: Pick<Column, 'name'>,
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<NearRows> {
  const of = (code: number) => {
    const isIn = (row: number) => assignment[row] === code;
    const size = assignment.reduce((sum, part) => sum + Number(part === code), 0);
    return signedRows(source, name, isIn, size, signal);
  };
  const trained = await of(splitCodes.train);
  const tested = await of(splitCodes.test);
  const twins = new Map<number, number>();
  for (let band = 0; band < hashes / bandRows; band++) {
    await letMessagesIn();
    checkAbort(signal);
    const table = new Map<string, Signed[]>();
    for (const each of trained) {
      const key = bandsOf(each.signature)[band]!;
      const known = table.get(key);
      if (!known) table.set(key, [each]);
      else if (known.length < mostCandidates) known.push(each);
    }
    for (const { row, signature } of tested) {
      if (twins.has(row)) continue;
      const near = table
        .get(bandsOf(signature)[band]!)
        ?.find((each) => similarity(each.signature, signature) >= nearFrom);
      if (near) twins.set(row, near.row);
    }
  }
  const pairs = [...twins].sort(([one], [other]) => one - other);
  return { rows: pairs.length, compared: tested.length, pairs: pairs.slice(0, mostPairs) };
}
