// Problems whose trees are exported: numbers, levels, several classes, all with gaps.
import type { FittedPreprocessing } from '../../../../../src/contract/model/run';
import { drawnRows, plain, type TreeProblem } from './tree-job';

const settings = { ...plain, rounds: 4, maxDepth: 4 };
const numbers = {
  task: 'regression',
  classes: 0,
  levels: [0, 0, 0],
  train: drawnRows(150, 3, 21, 0.2),
  settings,
} as const;

/** The second column is one of nine levels, of which odd ones count; some are missing. */
const levelled = ((): TreeProblem => {
  const rows = drawnRows(200, 3, 22, 0.1);
  for (let row = 0; row < rows.labels.length; row++) {
    const level = Math.floor(Math.abs(rows.features[3 * row + 1]!) * 50) % 9;
    rows.features[3 * row + 1] = level;
    rows.labels[row] = level % 2 === 1 || rows.features[3 * row]! > 1 ? 1 : 0;
  }
  return {
    task: 'binary',
    classes: 2,
    levels: [0, 10, 0],
    train: rows,
    settings: { ...settings, levelSmoothing: 1 },
  };
})();

const several: TreeProblem = {
  ...{ ...numbers, task: 'multiclass', classes: 3 },
  train: {
    features: numbers.train.features,
    labels: numbers.train.labels.map((value) => (value < -0.5 ? 0 : value < 0.5 ? 1 : 2)),
  },
};

/** By name. */
export const problems: [name: string, problem: TreeProblem][] = [
  ['numbers, some missing', numbers],
  ['levels', levelled],
  ['three classes', several],
];

/** Rows that were never seen, with every level and gaps. */
export function samplesOf({ levels }: TreeProblem): Float32Array {
  const { features } = drawnRows(60, levels.length, 23, 0.15);
  return features.map((value, at) => {
    const count = levels[at % levels.length]!;
    return count === 0 || Number.isNaN(value) ? value : Math.floor(at / levels.length) % count;
  });
}

/** Samples as columns of the data: one list a column, as ONNX is asked. */
export function columnsOf(
  { features }: FittedPreprocessing,
  samples: Float32Array,
  width: number,
): Record<string, (number | string | null)[]> {
  return Object.fromEntries(
    features.map((feature, column) => {
      const values = Array.from(samples.filter((_, at) => at % width === column));
      if (feature.kind !== 'codes')
        return [feature.column, values.map((value) => (Number.isNaN(value) ? null : value))];
      // The last level is every category that training never saw.
      return [
        feature.column,
        values.map((value) => (Number.isNaN(value) ? '' : (feature.categories[value] ?? 'never seen'))),
      ];
    }),
  );
}
