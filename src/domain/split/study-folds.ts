// Folds inside the rows that are not for test, for models that are compared before any is judged. Only labels and keys here.
import { splitCodes } from '../../contract/data/split-codes';
import type { TrialJudging } from '../../contract/model/search/study';
import type { SplitSpec } from '../../contract/model/recipe';
import { assignFolds } from './assign-folds';

/** What divides a study's rows. */
export interface FoldInput {
  /** The partition's: one split code a row. */
  assignment: Uint8Array;
  /** Class of each row; all 0 where numbers are learnt, −1 where it has none. */
  labels: Int32Array;
  /** Group or moment of each row; null where no column decides. */
  keys: Float64Array | null;
  split: SplitSpec;
  judging: TrialJudging;
}

/**
 * One assignment a fold, repeat after repeat: `train` learns, `validation` is held out, `test` is neither. By time there are as many
 * folds, each after all rows that it is predicted from; rows after it are neither, too. Throws `rows_too_few` where a fold would stay empty.
 */
export function studyFolds(input: FoldInput): Uint8Array[] {
  const { assignment, judging, split } = input;
  if (judging.kind === 'validation') return [assignment];
  const repeats = Array.from({ length: judging.repeats }, (_, repeat) => repeat);
  if (split.kind === 'time' && input.keys) return timeFolds(input, input.keys, judging.count);
  return repeats.flatMap((repeat) =>
    Array.from({ length: judging.count }, (_, fold) => heldOut(input, judging.count, fold + 1, repeat)),
  );
}

function isStudied(code: number | undefined): boolean {
  return code === splitCodes.train || code === splitCodes.validation;
}

function heldOut(
  { assignment, labels, keys, split }: FoldInput,
  count: number,
  held: number,
  repeat: number,
): Uint8Array {
  const studied = labels.map((label, row) => (isStudied(assignment[row]) ? label : -1));
  const parts = assignFolds(studied, keys, {
    ...split,
    folds: { count, held },
    seed: ((split.seed + repeat * 0x9e37) % 0xffffffff) + 1,
    train: 1,
    validation: 0,
    test: 0,
  });
  return parts.map((part, row) =>
    !isStudied(assignment[row]) ? assignment[row]! : part === splitCodes.test ? splitCodes.validation : part,
  );
}

/** The rows in their order as count + 1 blocks: each but the first is held out once, and learnt from what is before it. */
function timeFolds({ assignment }: FoldInput, keys: Float64Array, count: number): Uint8Array[] {
  const rows = Uint32Array.from(assignment.keys()).filter((row) => isStudied(assignment[row]));
  const order = rows.toSorted((a, b) => keys[a]! - keys[b]! || a - b);
  /** Rows of one moment stay together. */
  const bound = (share: number): number => {
    let at = Math.round(share * order.length);
    while (at > 0 && at < order.length && keys[order[at]!] === keys[order[at - 1]!]) at++;
    return at;
  };
  return Array.from({ length: count }, (_, fold) => {
    const parts = assignment.map((code) => (isStudied(code) ? splitCodes.test : code));
    const [from, to] = [bound((fold + 1) / (count + 1)), bound((fold + 2) / (count + 1))];
    for (const row of order.subarray(0, from)) parts[row] = splitCodes.train;
    for (const row of order.subarray(from, to)) parts[row] = splitCodes.validation;
    return parts;
  }).filter((parts) => parts.includes(splitCodes.train) && parts.includes(splitCodes.validation));
}
