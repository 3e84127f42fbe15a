// Rows with their truth and what a model predicted for them, as metrics read them. One class for each kind of prediction.
import type { JudgedClasses } from './judged-classes';
import type { JudgedNumbers } from './judged-numbers';

/** The kinds of prediction that can be judged, each with its rows. A new kind is one line here and its class. */
export interface JudgedSplits {
  classification: JudgedClasses;
  regression: JudgedNumbers;
}
export type PredictionKind = keyof JudgedSplits;
export type JudgedSplit = JudgedSplits[PredictionKind];
