// Runs against one of them on the test rows that they share: the difference of a metric with its interval over paired resamples, and the test
// that the metric has. Nothing is predicted anew.
import type {
  ComparisonQuery,
  ComparisonTest,
  PairComparison,
} from '../../contract/model/runs/compared-runs';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { statisticOf } from '../../domain/metrics/measure';
import { findMetric } from '../../domain/metrics/registry';
import { deLong } from '../../domain/model-comparison/delong';
import { holm } from '../../domain/model-comparison/holm';
import { mcNemar } from '../../domain/model-comparison/mcnemar';
import { bootstrapDraws, intervalOfDraws } from '../../domain/predictions/bootstrap';
import { probabilityColumn } from '../../domain/predictions/classes';
import type { JudgedSplit } from '../../domain/predictions/judged';
import { predicted, type JudgedClasses } from '../../domain/predictions/judged-classes';
import { getJudgement } from '../../storage/judgements';
import { readJudgement, sharedRows, type ReadJudgement } from './shared-rows';

const resamples = 2000;
const level = 0.95;
/** The same for every pair and every time. */
const seed = 1;
/** ms after which other calls have their turn. */
const turnMs = 50;

type Compared = Extract<PairComparison, { kind: 'compared' }>;

/** Every other run against the reference, in the order of the others. */
export async function compareRuns(
  { referenceId, otherIds, metric }: ComparisonQuery,
  job: Job<Progress>,
): Promise<PairComparison[]> {
  const reference = await readable(referenceId);
  if (!reference) return otherIds.map((otherId) => ({ otherId, kind: 'refused', reason: 'gone' }));
  const pairs: PairComparison[] = [];
  for (const [at, otherId] of otherIds.entries()) {
    const report = (share: number) => {
      job.signal.throwIfAborted();
      job.emit({
        kind: 'progress',
        stage: 'compare',
        done: at + share,
        total: otherIds.length,
        unit: 'items',
      });
    };
    report(0);
    pairs.push(await comparePair(reference, otherId, metric, report));
  }
  return adjusted(pairs);
}

async function comparePair(
  reference: ReadJudgement,
  otherId: string,
  metric: string,
  report: (share: number) => void,
): Promise<PairComparison> {
  const other = await readable(otherId);
  if (!other) return { otherId, kind: 'refused', reason: 'gone' };
  const shared = sharedRows(reference, other);
  if (typeof shared === 'string') return { otherId, kind: 'refused', reason: shared };
  const { rows, judged } = shared;
  if (findMetric(metric)?.reads !== judged[0].kind) return { otherId, kind: 'refused', reason: 'metric' };
  const [of, others] = judged.map((each) => statisticOf(metric, each)) as [Statistic, Statistic];
  const every = Uint32Array.from({ length: rows }, (_, row) => row);
  const [known, value] = [of(every), others(every)];
  const interval = await pairedInterval(rows, (drawn) => others(drawn) - of(drawn), report);
  if (!Number.isFinite(known) || !Number.isFinite(value) || !interval)
    return { otherId, kind: 'refused', reason: 'metric' };
  const all = reference.predicted.rows.length;
  return {
    ...{ otherId, kind: 'compared', rows, of: all, reference: known, other: value },
    ...{ difference: value - known, interval, test: testOf(metric, judged) },
  };
}

type Statistic = (rows: Uint32Array) => number;

/** null where the predictions are gone or damaged. */
async function readable(judgementId: string): Promise<ReadJudgement | null> {
  try {
    return await readJudgement(await getJudgement(judgementId));
  } catch (thrown) {
    if (thrown instanceof HearthError && ['storage_damaged', 'not_found'].includes(thrown.fault.code))
      return null;
    throw thrown;
  }
}

/** With turns in between, so that a large test set does not hold the thread; null where no draw counts. */
async function pairedInterval(
  rows: number,
  difference: Statistic,
  report: (share: number) => void,
): Promise<[number, number] | null> {
  const draws: number[] = [];
  let turnAt = performance.now();
  for (const value of bootstrapDraws(rows, difference, { resamples, seed })) {
    draws.push(value);
    if (performance.now() - turnAt < turnMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    report(draws.length / resamples);
    turnAt = performance.now();
  }
  return draws.some((value) => Number.isFinite(value)) ? intervalOfDraws(draws, rows, level) : null;
}

function testOf(metric: string, [first, second]: readonly [JudgedSplit, JudgedSplit]): ComparisonTest | null {
  if (first.kind !== 'classification' || second.kind !== 'classification') return null;
  if (metric === 'accuracy') {
    const { p } = mcNemar(correct(first), correct(second));
    return { kind: 'mcnemar', p, adjusted: p };
  }
  if (metric !== 'auc' || first.k !== 2) return null;
  const scores = [first, second].map(({ probabilities }) => probabilityColumn(probabilities, 2, 1));
  const found = deLong(scores as [Float32Array, Float32Array], first.labels);
  return found && { kind: 'delong', p: found.p, adjusted: found.p };
}

function correct(judged: JudgedClasses): Uint8Array {
  const classes = judged.of(predicted);
  return Uint8Array.from(judged.labels, (label, row) => Number(classes[row] === label));
}

/** With p values for all pairs together. */
function adjusted(pairs: readonly PairComparison[]): PairComparison[] {
  const tested = pairs.filter((pair): pair is Compared => pair.kind === 'compared' && pair.test !== null);
  const values = holm(tested.map(({ test }) => test!.p));
  return pairs.map((pair) => {
    const place = tested.indexOf(pair as Compared);
    return place < 0 || pair.kind !== 'compared' || !pair.test
      ? pair
      : { ...pair, test: { ...pair.test, adjusted: values[place]! } };
  });
}
