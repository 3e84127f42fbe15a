// The best cut of a column of numbers by its histogram: the twin of `bestCut` of kernel.as, and the same under constraints.
import { worth } from '../grow/rules';
import { noWeight, type Cut, type CutQuestion } from './tree-kernel';

/** What a division gains, as float32, by the sums of its left side. */
type Gain = (leftFirst: number, leftSecond: number) => number;

/** What a division gains where nothing is constrained. */
export function gainOf({ first, second, l1, l2, whole }: CutQuestion): Gain {
  return (leftFirst, leftSecond) =>
    Math.fround(
      worth(leftFirst, leftSecond, l1, l2) + worth(first - leftFirst, second - leftSecond, l1, l2) - whole,
    );
}

/** The cut that gains most, of equal ones the first; null where none gains more than `above`. */
export function cutBy({ cells, second, least, above }: CutQuestion, gainBy: Gain): Cut | null {
  const bins = cells.length / 2 - 1;
  const missingFirst = cells[2 * bins]!;
  const missingSecond = cells[2 * bins + 1]!;
  const hasMissing = missingSecond > noWeight;
  const best: Cut = { gain: above, bin: -1, leftFirst: 0, leftSecond: 0, missingLeft: false };
  const offer = (bin: number, leftFirst: number, leftSecond: number, missingLeft: boolean) => {
    if (leftSecond < least || second - leftSecond < least) return;
    const gain = gainBy(leftFirst, leftSecond);
    if (gain > best.gain) Object.assign(best, { gain, bin, leftFirst, leftSecond, missingLeft });
  };
  let leftFirst = 0;
  let leftSecond = 0;
  // The last bin stands for "all that is present goes left": a division only where something is missing.
  for (let bin = 0; bin < (hasMissing ? bins : bins - 1); bin++) {
    leftFirst += cells[2 * bin]!;
    leftSecond += cells[2 * bin + 1]!;
    // Where nothing is missing, what will be goes with the larger side.
    offer(bin, leftFirst, leftSecond, !hasMissing && leftSecond > second - leftSecond);
    if (hasMissing && bin < bins - 1) offer(bin, leftFirst + missingFirst, leftSecond + missingSecond, true);
  }
  return best.bin < 0 ? null : best;
}
