// What each column did for a forest: how much its divisions lowered the loss, how many there are, how many rows they saw.
import type { ImportanceExplanation } from '../../../../contract/model/explanation';
import { treesOf, type Forest } from './forest';

/** Shares by gain and cover, and counts of divisions, the largest gain first. */
export function importanceOf(forest: Forest, names: readonly string[]): ImportanceExplanation {
  const sums = names.map((name) => ({ name, gain: 0, splits: 0, cover: 0 }));
  let [gain, cover, leaves] = [0, 0, 0];
  for (const [node, column] of forest.columns.entries()) {
    const sum = sums[column];
    if (!sum) {
      leaves++;
      continue;
    }
    gain += forest.gains[node]!;
    cover += forest.covers[node]!;
    sum.gain += forest.gains[node]!;
    sum.cover += forest.covers[node]!;
    sum.splits++;
  }
  const shares = sums
    .filter(({ splits }) => splits > 0)
    .map((sum) => ({ ...sum, gain: sum.gain / gain, cover: sum.cover / cover }))
    .sort((a, b) => b.gain - a.gain);
  return { kind: 'importance', trees: treesOf(forest), leaves, columns: shares };
}
