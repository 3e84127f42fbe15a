// How many folds a trial has.
import type { TrialJudging } from '../../contract/model/search/study';

/** Folds of all repeats; the validation rows are one. */
export function foldsOf(judging: TrialJudging): number {
  return judging.kind === 'folds' ? judging.count * judging.repeats : 1;
}
