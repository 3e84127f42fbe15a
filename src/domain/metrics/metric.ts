// What a metric is to the rest of the app. One file a metric; registry.ts lists them.
import type { JudgedSplits, PredictionKind } from '../predictions/judged';

/** A statistic of rows drawn by place, for the bootstrap and for slices; not a number where these rows have none. */
export type RowStatistic = (rows: Uint32Array) => number;

/** How a value is written: fixed decimals, a fraction as a percentage, or significant digits for what has a unit. */
export type MetricStyle = { style: 'decimal' | 'percent' | 'significant'; digits: number };

/** One figure of how good predictions are. Its label is the message `metric_<name>`. */
export interface Metric<K extends PredictionKind = PredictionKind> {
  /** As records and reports name it, in camel case. */
  readonly name: string;
  /** The kind of predictions that it is computed from. */
  readonly reads: K;
  /** Its name inside a sentence of the model card, which is written in a worker without the app's messages. */
  readonly term: { readonly en: string; readonly 'zh-CN': string };
  readonly unit: '' | '%' | 'target';
  /** Which way is better. */
  readonly direction: 'higher' | 'lower';
  /** The least and the largest value that it can have. */
  readonly range: readonly [number, number];
  readonly shown: MetricStyle;
  /** Place at the head of a result; metrics without one follow in the registry's order. */
  readonly leads?: number;
  /** False for what only E reads: no list of the app offers it. */
  readonly listed?: false;
  /** False for what the automatic model card leaves out. */
  readonly inCard?: false;
  /** The value over all rows; null where it is not defined, such as an AUC of one class. */
  compute(rows: JudgedSplits[K]): number | null;
  /** Prepared so that each of a thousand resamples costs one pass; without it the drawn rows are judged anew. */
  resampled?(rows: JudgedSplits[K]): RowStatistic | null;
}

/** How a share between 0 and 1 is written. */
export const threeDecimals: MetricStyle = { style: 'decimal', digits: 3 };
/** How a value in the target's unit is written. */
export const fourDigits: MetricStyle = { style: 'significant', digits: 4 };
