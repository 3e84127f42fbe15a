// How a model did against its baseline on the same rows, as it was when the model was judged. Part of a judgement.
import * as v from 'valibot';
import { sha256 } from '../data/dataset';
import { measured } from '../data/numbers';
import { metricName } from './metric-name';

/** A metric of the model minus that of the baseline, and the 5–95 % interval of that difference over paired resamples of the rows. */
export const difference = v.strictObject({
  value: measured,
  interval: v.tuple([measured, measured]),
});
export type Difference = v.InferOutput<typeof difference>;

/** Differences by metric: of the task's primary metric and of those that the requirements name; null where a split has none. */
export const comparison = v.strictObject({
  /** Weights of the baseline that it was held against. */
  baselineSha256: sha256,
  metrics: v.record(
    metricName,
    v.strictObject({ validation: v.nullable(difference), test: v.nullable(difference) }),
  ),
});
export type Comparison = v.InferOutput<typeof comparison>;
