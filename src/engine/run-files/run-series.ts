// The numbers of a run as series, which every format writes in its own way: curves of the training, metrics of the judgement.
import { comparableMetrics, type Judgement } from '../../contract/model/judgement';
import type { EpochMetrics, Run } from '../../contract/model/run';

/** One number of a series. */
export interface SeriesPoint {
  /** The epoch or round, from 1; 0 of what was measured once, after the training. */
  step: number;
  /** NaN or infinite where the training or the metric has no value. */
  value: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** What was measured again and again, or once. */
export interface RunSeries {
  /** `loss`, `learningRate`, `rows`, `secondsTrained`, or a metric as domain/metrics names it. */
  of: string;
  /** On which rows; null where it is of none. */
  part: 'train' | 'validation' | 'test' | null;
  points: SeriesPoint[];
}

/**
 * The series of a run: loss, main metric and learning rate by epoch, at the run's start plus the seconds trained until then (pauses do not
 * count); then the test metrics, with the 5 and 95 % limits of the main one. Of a run without epochs the judgement's metrics on training
 * and validation rows stand in place of the curve. Every run has `secondsTrained`: MLflow's file store refuses a run without any metric.
 */
export function runSeries(run: Run, judgement: Judgement | null): RunSeries[] {
  const trained: RunSeries = {
    ...{ of: 'secondsTrained', part: null },
    points: [{ step: 0, value: run.secondsTrained, at: run.endedAt ?? run.startedAt }],
  };
  return [...curves(run), ...(judgement ? judged(judgement, run.history.length === 0) : []), trained];
}

function curves({ history, metric, startedAt }: Run): RunSeries[] {
  if (history.length === 0) return [];
  let seconds = 0;
  const times = history.map((epoch) => startedAt + Math.round((seconds += epoch.seconds) * 1000));
  const curve = (
    of: string,
    part: RunSeries['part'],
    valueOf: (epoch: EpochMetrics) => number,
  ): RunSeries => ({
    ...{ of, part },
    points: history.map((epoch, index) => ({
      step: epoch.epoch,
      value: valueOf(epoch),
      at: times[index] ?? startedAt,
    })),
  });
  const hasRate = history.some(({ learningRate }) => learningRate !== 0);
  return [
    curve('loss', 'train', ({ trainLoss }) => trainLoss),
    curve('loss', 'validation', ({ validationLoss }) => validationLoss),
    curve(metric, 'train', ({ trainMetric }) => trainMetric),
    curve(metric, 'validation', ({ validationMetric }) => validationMetric),
    ...(hasRate ? [curve('learningRate', null, ({ learningRate }) => learningRate)] : []),
  ];
}

function judged(judgement: Judgement, withoutCurve: boolean): RunSeries[] {
  const once = (of: string, part: RunSeries['part'], value: number): RunSeries => ({
    ...{ of, part },
    points: [{ step: 0, value, at: judgement.takenAt }],
  });
  const parts = withoutCurve ? (['train', 'validation', 'test'] as const) : (['test'] as const);
  const { primary, interval } = judgement;
  return [
    ...parts.flatMap((part) =>
      Object.entries(comparableMetrics(judgement, judgement[part]).metrics).flatMap(([of, value]) =>
        value === null || value === undefined ? [] : [once(of, part, value)],
      ),
    ),
    once(`${primary}P05`, 'test', interval[0]),
    once(`${primary}P95`, 'test', interval[1]),
    once('rows', 'test', judgement.test.rows),
  ];
}
