// Two runs held against each other on the same test rows, from the predictions that their judgements keep.
import type { MetricName } from '../metric-name';

/** What is compared: each of the others with the reference. */
export interface ComparisonQuery {
  /** Judgements, by their ids. */
  referenceId: string;
  otherIds: readonly string[];
  metric: MetricName;
}

/** `mcnemar`: of accuracy, exact; `delong`: of the ROC AUC of two classes. `p` is two-sided; `adjusted` for all pairs together (Holm). */
export interface ComparisonTest {
  kind: 'mcnemar' | 'delong';
  p: number;
  adjusted: number;
}

/** Why a pair cannot be compared: other data, another kind of target, no test row in common, a metric that these rows do not have, or predictions that are gone. */
export type NotComparable = 'data' | 'target' | 'rows' | 'metric' | 'gone';

/** One pair. */
export type PairComparison = { otherId: string } & (
  | { kind: 'refused'; reason: NotComparable }
  | {
      kind: 'compared';
      /** Test rows that both have. */
      rows: number;
      /** Of all test rows of the reference. */
      of: number;
      reference: number;
      other: number;
      /** Other minus reference, and the 95 % percentile interval over paired resamples of the rows. */
      difference: number;
      interval: [number, number];
      test: ComparisonTest | null;
    }
);
