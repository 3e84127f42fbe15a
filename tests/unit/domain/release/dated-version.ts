// A fitted model that reads one date, as training would have left it.
import { aJudgement } from '../../storage/run-records';
import type { FittedPreprocessing } from '../../../../src/contract/model/run';
import type { DatasetVersion } from '../../../../src/contract/data/dataset';

export const dayMs = 86_400_000;

/** @param from first date, @param to last, @param middle median, in milliseconds */
export function datetimeVersion(from: number, to: number, middle: number) {
  const preprocessing: FittedPreprocessing = {
    features: [
      {
        ...{ kind: 'datetime', column: 'since', impute: middle / dayMs, shift: 0, scale: 1 },
        ...{ missingIndicator: false, min: from / dayMs, max: to / dayMs },
      },
    ],
    target: { kind: 'classes', column: 'y', classes: ['n', 'y'] },
    inputShape: [1],
  };
  const histogram = { edges: [from, to], counts: [3] };
  const profiles: DatasetVersion['profiles'] = [
    {
      ...{ name: 'since', missing: 0, distinct: 3, top: [] },
      number: {
        ...{ min: from, max: to, mean: middle, stdDev: 1, q25: from, median: middle, q75: to },
        histogram,
      },
    },
  ];
  const judgement = aJudgement('p', 'r', { sha256: 'f'.repeat(64), bytes: 1 });
  return { preprocessing, profiles, judgement };
}
