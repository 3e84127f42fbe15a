// What a run is worth on rows that it never saw.
import * as v from 'valibot';
import { chunkRef, count, sha256, timestamp, ulid } from '../data/dataset';

export const classMetrics = v.strictObject({
  accuracy: v.number(),
  precision: v.number(),
  recall: v.number(),
  f1: v.number(),
  /** One-against-rest, macro-averaged where there are more than two classes; null where a class is absent. */
  auc: v.nullable(v.number()),
  prAuc: v.nullable(v.number()),
  logLoss: v.number(),
  brier: v.number(),
  brierSkill: v.number(),
  ece: v.number(),
});
export type ClassMetrics = v.InferOutput<typeof classMetrics>;

export const regressionMetrics = v.strictObject({
  mae: v.number(),
  rmse: v.number(),
  r2: v.number(),
  mape: v.nullable(v.number()),
});
export type RegressionMetrics = v.InferOutput<typeof regressionMetrics>;

export const splitMetrics = v.strictObject({
  rows: count,
  class: v.nullable(classMetrics),
  regression: v.nullable(regressionMetrics),
});
export type SplitMetrics = v.InferOutput<typeof splitMetrics>;

/** A metric as domain/metrics/registry.ts names it. The contract knows the form of names, not which there are. */
export const metricName = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,39}$/));
export type MetricName = v.InferOutput<typeof metricName>;

const curve = v.strictObject({ x: v.array(v.number()), y: v.array(v.number()) });

/** What a judgement says of predicted classes, beside its metrics. */
export const classificationBlock = v.strictObject({
  kind: v.literal('classification'),
  classes: v.array(v.string()),
  /** Probability above which binary says the second class: the best F1 on validation. 0.5 for the argmax of many classes. */
  threshold: v.number(),
  /** counts[actual][predicted] on test. */
  confusion: v.array(v.array(count)),
  /** Of two classes; null for more, and where test has only one of them. */
  roc: v.nullable(curve),
  precisionRecall: v.nullable(curve),
  calibration: v.array(v.strictObject({ confidence: v.number(), accuracy: v.number(), count })),
});
export type ClassificationBlock = v.InferOutput<typeof classificationBlock>;

/** What a judgement says of predicted numbers, beside its metrics. */
export const regressionBlock = v.strictObject({
  kind: v.literal('regression'),
  /** Histogram of actual − predicted, and up to 1,000 (actual, predicted) pairs for the scatter. */
  residuals: v.strictObject({
    edges: v.array(v.number()),
    counts: v.array(count),
    actual: v.array(v.number()),
    predicted: v.array(v.number()),
  }),
});
export type RegressionBlock = v.InferOutput<typeof regressionBlock>;

/** The part of a judgement that belongs to its kind of predictions. */
export type JudgementBlock = ClassificationBlock | RegressionBlock;

export const judgement = v.strictObject({
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
  interval: v.tuple([v.number(), v.number()]),
  classes: v.array(v.string()),
  /** Probability above which binary says the second class: the best F1 on validation. 0.5 for the argmax of many classes. */
  threshold: v.number(),
  /** counts[actual][predicted] on test. */
  confusion: v.array(v.array(count)),
  roc: v.nullable(curve),
  precisionRecall: v.nullable(curve),
  calibration: v.array(v.strictObject({ confidence: v.number(), accuracy: v.number(), count })),
  /** Regression: histogram of actual − predicted, and up to 1,000 (actual, predicted) pairs for the scatter. */
  residuals: v.nullable(
    v.strictObject({
      edges: v.array(v.number()),
      counts: v.array(count),
      actual: v.array(v.number()),
      predicted: v.array(v.number()),
    }),
  ),
  /** Worst groups first: category columns and quartiles of number columns with at least 30 test rows. */
  slices: v.array(v.strictObject({ column: v.string(), value: v.string(), rows: count, score: v.number() })),
  /** Test rows: Uint32 source row, Float32 actual, then Float32 per output (probabilities, or the prediction). Layout in engine/judging/judge-run.ts. */
  predictions: chunkRef,
  testRows: count,
  outputs: count,
  takenAt: timestamp,
});
export type Judgement = v.InferOutput<typeof judgement>;

/** One row of test as the confusion matrix opens it. */
export interface SamplePrediction {
  row: number;
  actual: string | number;
  predicted: string | number;
  /** Probability of the predicted class; null for regression. */
  confidence: number | null;
}
