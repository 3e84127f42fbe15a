// What a run is worth on rows that it never saw.
import * as v from 'valibot';
import { finite, measured } from '../data/numbers';
import { decision } from './decision';
import { chunkRef, count, sha256, timestamp, ulid } from '../data/dataset';
import { comparison } from './comparison';
import { metricName } from './metric-name';

export { metricName, type MetricName } from './metric-name';

/** Metrics of one split by name; null where one is not defined there, such as the AUC of one class. Empty without rows. */
export const splitMetrics = v.strictObject({
  rows: count,
  metrics: v.record(metricName, v.nullable(measured)),
});
export type SplitMetrics = v.InferOutput<typeof splitMetrics>;

const curve = v.strictObject({ x: v.array(measured), y: v.array(measured) });

const reliabilityBin = v.strictObject({ confidence: measured, accuracy: measured, count });

/** What a judgement says of predicted classes, beside its metrics. */
export const classificationBlock = v.strictObject({
  kind: v.literal('classification'),
  classes: v.array(v.string()),
  /** Probability from which binary says the second class, chosen on validation. 0.5 for the argmax of many classes. */
  threshold: finite,
  /** Of two classes: how the threshold was chosen; absent where it was always the best F1. */
  decision: v.exactOptional(decision),
  /** counts[actual][predicted] on test. */
  confusion: v.array(v.array(count)),
  /** Of two classes; null for more, and where test has only one of them. */
  roc: v.nullable(curve),
  precisionRecall: v.nullable(curve),
  /** Bins of equal mass: mean stated probability, share of rows of which it came true, rows. */
  calibration: v.array(reliabilityBin),
  /** Of two classes the bins, and `ece`, are of the second class's probability; absent: of the most probable class. */
  calibrated: v.exactOptional(v.literal('positive')),
  /** Of a model with a calibrator: bins of test, and metrics that tell calibration, as they were without it. */
  uncalibrated: v.exactOptional(
    v.strictObject({
      calibration: v.array(reliabilityBin),
      metrics: v.record(metricName, v.nullable(measured)),
    }),
  ),
});
export type ClassificationBlock = v.InferOutput<typeof classificationBlock>;

/** What a judgement says of predicted numbers, beside its metrics. */
export const regressionBlock = v.strictObject({
  kind: v.literal('regression'),
  /** Histogram of actual − predicted, and up to 1,000 (actual, predicted) pairs for the scatter. */
  residuals: v.strictObject({
    edges: v.array(measured),
    counts: v.array(count),
    actual: v.array(measured),
    predicted: v.array(measured),
  }),
});
export type RegressionBlock = v.InferOutput<typeof regressionBlock>;

/** The part of a judgement that belongs to its kind of predictions. */
export type JudgementBlock = ClassificationBlock | RegressionBlock;

/** What every judgement says, whatever was predicted. */
const common = {
  id: ulid,
  projectId: ulid,
  runId: ulid,
  artifactSha256: sha256,
  datasetSha256: sha256,
  partitionSha256: sha256,
  train: splitMetrics,
  validation: splitMetrics,
  test: splitMetrics,
  /** The metric that the headline, M1a and A1b use. */
  primary: metricName,
  /** 5–95 % percentile bootstrap of `primary` on test, 1,000 resamples. */
  interval: v.tuple([measured, measured]),
  /** Against the baseline of the same rows; null for a baseline, where there was none, and before comparisons were made. */
  comparison: v.nullable(comparison),
  /** Worst groups first: category columns and quartiles of number columns with at least 30 test rows. */
  slices: v.array(v.strictObject({ column: v.string(), value: v.string(), rows: count, score: measured })),
  /** Test rows: source row, actual, outputs. Layout in engine/judging/prediction-rows.ts. */
  predictions: chunkRef,
  /** Bits of each number in them; 32 where absent. */
  predictionBits: v.exactOptional(v.literal(64)),
  testRows: count,
  outputs: count,
  takenAt: timestamp,
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
};

/** The kinds of judgement, told apart by `kind`; each has its block and no other. An older layout: judgement-layouts.ts. */
export const judgement = v.variant('kind', [
  v.strictObject({ ...common, ...classificationBlock.entries }),
  v.strictObject({ ...common, ...regressionBlock.entries }),
]);
export type Judgement = v.InferOutput<typeof judgement>;
/** A judgement of predicted classes. */
export type ClassJudgement = Extract<Judgement, { kind: 'classification' }>;

/**
 * The metrics of a split as they compare with those of today: an earlier app measured the calibration error of two classes by the
 * predicted class, which is another quantity, so here that one was not measured.
 */
export function comparableMetrics(judgement: Judgement, split: SplitMetrics): SplitMetrics {
  const isOldForm =
    judgement.kind === 'classification' && judgement.classes.length === 2 && !judgement.calibrated;
  if (!isOldForm || split.metrics['ece'] == null) return split;
  return { ...split, metrics: { ...split.metrics, ece: null } };
}

/** One row of test as the confusion matrix opens it. */
export interface SamplePrediction {
  row: number;
  actual: string | number;
  predicted: string | number;
  /** Probability of the predicted class; null for regression. */
  confidence: number | null;
}
