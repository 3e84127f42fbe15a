// Which rows a sample has: by a random number of each row that only the seed and the row's number decide.
import { philoxBlock } from '../../domain/random';
import { rowsByGroup, type RowGroups } from './row-groups';

/** A byte a row, 1 where it is drawn: `wanted` of all, of each group its share (the largest remainders get what is left over). */
export function drawRows(groups: Pick<RowGroups, 'ids' | 'keys'>, wanted: number, seed: number): Uint8Array {
  const total = groups.ids.length;
  const { starts, rows } = rowsByGroup(groups);
  const random = randomNumbers(total, seed);
  const drawn = new Uint8Array(total);
  sharesOf(starts, wanted).forEach((count, group) => {
    const own = rows.slice(starts[group], starts[group + 1]);
    own.sort((a, b) => (random[a] ?? 0) - (random[b] ?? 0) || a - b);
    for (const row of own.subarray(0, count)) drawn[row] = 1;
  });
  return drawn;
}

/** How many of each group: the whole part of its share, and one more for the largest remainders. */
function sharesOf(starts: Uint32Array, wanted: number): number[] {
  const total = starts.at(-1) ?? 0;
  const exact = Array.from(
    { length: starts.length - 1 },
    (_, group) => (((starts[group + 1] ?? 0) - (starts[group] ?? 0)) * wanted) / Math.max(1, total),
  );
  const counts = exact.map(Math.floor);
  const left = wanted - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = [...exact.keys()].sort(
    (a, b) => (exact[b] ?? 0) - (counts[b] ?? 0) - ((exact[a] ?? 0) - (counts[a] ?? 0)) || a - b,
  );
  for (const group of byRemainder.slice(0, left)) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

function randomNumbers(count: number, seed: number): Uint32Array {
  const numbers = new Uint32Array(count);
  const block = new Uint32Array(4);
  for (let row = 0; row < count; row += 4) {
    philoxBlock(block, [row / 4, 0, 0, 0], [seed, 0]);
    numbers.set(block.subarray(0, Math.min(4, count - row)), row);
  }
  return numbers;
}
