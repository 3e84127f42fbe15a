// A difference of two runs in words: which is better, by how much, and whether chance explains it.
import type { PairComparison } from '../../../../../contract/model/runs/compared-runs';
import type { RunRow } from '../../../../../contract/project/rows';
import { higherIsBetter } from '../../../../../domain/metrics/registry';
import { formatNumber } from '../../../../../i18n/format';
import { formatMetric, metricLabel } from '../../../../../i18n/metric-text';
import { m } from '../../../../../i18n/paraglide/messages.js';

type Compared = Extract<PairComparison, { kind: 'compared' }>;

/** The other against the reference: `level` where the interval holds 0. */
export function verdictOf(metric: string, { interval: [low, high] }: Compared): 'better' | 'worse' | 'level' {
  if (low <= 0 && high >= 0) return 'level';
  return low > 0 === higherIsBetter(metric) ? 'better' : 'worse';
}

/** A difference with its sign, in the metric's own digits. */
export function signed(metric: string, difference: number): string {
  const size = formatMetric(metric, Math.abs(difference));
  return difference > 0 ? `+${size}` : difference < 0 ? `−${size}` : size;
}

function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${formatNumber(p, { digits: 3 })}`;
}

/** The test of a pair, with its p; a dash where the metric has none. */
export function testWords({ test }: Compared): string {
  if (!test) return '–';
  const inputs = { p: pText(test.p), adjusted: pText(test.adjusted) };
  const isOne = test.p === test.adjusted;
  if (test.kind === 'mcnemar') return isOne ? m.runs_mcnemar(inputs) : m.runs_mcnemar_adjusted(inputs);
  return isOne ? m.runs_delong(inputs) : m.runs_delong_adjusted(inputs);
}

/** What a pair says, in one or two sentences. */
export function pairWords(
  metric: string,
  pair: PairComparison,
  [reference, run]: readonly [Pick<RunRow, 'number'>, Pick<RunRow, 'number'>],
): string {
  const numbers = { run: formatNumber(run.number), reference: formatNumber(reference.number) };
  if (pair.kind === 'refused') {
    const why = {
      data: m.runs_refused_data,
      target: m.runs_refused_target,
      rows: m.runs_refused_rows,
      metric: m.runs_refused_metric,
      gone: m.runs_refused_gone,
    }[pair.reason];
    return why(numbers);
  }
  const inputs = {
    ...numbers,
    metric: metricLabel(metric),
    value: formatMetric(metric, pair.other),
    known: formatMetric(metric, pair.reference),
    low: signed(metric, pair.interval[0]),
    high: signed(metric, pair.interval[1]),
    rows: formatNumber(pair.rows),
  };
  const words = { better: m.runs_pair_better, worse: m.runs_pair_worse, level: m.runs_pair_level };
  const text = words[verdictOf(metric, pair)](inputs);
  return pair.rows === pair.of
    ? text
    : `${text} ${m.runs_pair_some({ rows: inputs.rows, of: formatNumber(pair.of) })}`;
}
