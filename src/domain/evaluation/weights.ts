// Weights of the five dimensions from pairwise judgements: the analytic hierarchy process (Saaty 1980), with the
// normalised geometric means of the rows (Crawford and Williams 1985).
import { dimensions, type Dimension } from '../../contract/project/project';
import { HearthError } from '../../contract/transport/fault';

/** Mean consistency index of random judgements, by the number of things compared (Saaty). */
const randomIndex: Record<number, number> = { 3: 0.58, 4: 0.9, 5: 1.12, 6: 1.24 };

/** Judgements that contradict each other this much are flagged. */
export const consistencyLimit = 0.1;

/** What follows from a set of judgements. */
export interface AhpResult {
  weights: Record<Dimension, number>;
  /** CR = ((λmax − n) / (n − 1)) / RI; 0 where all judgements agree. */
  consistencyRatio: number;
  /** The three dimensions whose judgements contradict each other most; null where none do. */
  worstTriad: [Dimension, Dimension, Dimension] | null;
}

/**
 * Weights from judgements on Saaty's scale (1/9 … 9), keyed `row:column`, such as `architecture:data`. One that is not
 * there is the inverse of its mirror, or 1. Throws `input_invalid` for a judgement that is not a positive number.
 */
export function ahpWeights(judgements: Record<string, number>): AhpResult {
  const matrix = dimensions.map((row) => dimensions.map((column) => judgementOf(judgements, row, column)));
  const means = matrix.map((row) => Math.exp(row.reduce((sum, x) => sum + Math.log(x), 0) / row.length));
  const total = means.reduce((sum, mean) => sum + mean, 0);
  const weightOf = (dimension: Dimension) => means[dimensions.indexOf(dimension)]! / total;
  const n = dimensions.length;
  const index = (largestEigenvalue(matrix) - n) / (n - 1);
  return {
    weights: {
      architecture: weightOf('architecture'),
      data: weightOf('data'),
      model: weightOf('model'),
      deployment: weightOf('deployment'),
      team: weightOf('team'),
    },
    // λmax is n at least; below it only by rounding.
    consistencyRatio: index < 1e-12 ? 0 : index / randomIndex[n]!,
    worstTriad: worstTriad(matrix),
  };
}

/** The ten pairs that are judged, row before column. */
export const judgedPairs: readonly (readonly [Dimension, Dimension])[] = dimensions.flatMap((row, i) =>
  dimensions.slice(i + 1).map((column) => [row, column] as const),
);

function judgementOf(judgements: Record<string, number>, row: Dimension, column: Dimension): number {
  if (row === column) return 1;
  // The upper half decides, so that a pair given both ways cannot contradict itself.
  const ordered = dimensions.indexOf(row) < dimensions.indexOf(column);
  const [first, second] = ordered ? [row, column] : [column, row];
  const mirror = judgements[`${second}:${first}`];
  const value = judgements[`${first}:${second}`] ?? (mirror === undefined ? 1 : 1 / mirror);
  if (!(value > 0 && Number.isFinite(value))) {
    throw new HearthError('input_invalid', { field: `judgements.${first}:${second}` }, { value });
  }
  return ordered ? value : 1 / value;
}

/** By power iteration, which converges since all entries are positive (Perron and Frobenius). */
function largestEigenvalue(matrix: readonly (readonly number[])[]): number {
  let vector = matrix.map(() => 1 / matrix.length);
  let eigenvalue = matrix.length;
  for (let iteration = 0; iteration < 200; iteration++) {
    const image = matrix.map((row) => row.reduce((sum, x, i) => sum + x * vector[i]!, 0));
    const next = image.reduce((sum, x) => sum + x, 0);
    vector = image.map((x) => x / next);
    if (Math.abs(next - eigenvalue) < 1e-14) break;
    eigenvalue = next;
  }
  return eigenvalue;
}

function worstTriad(matrix: readonly (readonly number[])[]): AhpResult['worstTriad'] {
  let worst: AhpResult['worstTriad'] = null;
  let most = 1e-9;
  dimensions.forEach((first, i) => {
    dimensions.slice(i + 1).forEach((second, afterFirst) => {
      const j = i + 1 + afterFirst;
      dimensions.slice(j + 1).forEach((third, afterSecond) => {
        const k = j + 1 + afterSecond;
        const contradiction = Math.abs(Math.log(matrix[i]![j]! * matrix[j]![k]! * matrix[k]![i]!));
        if (contradiction <= most) return;
        most = contradiction;
        worst = [first, second, third];
      });
    });
  });
  return worst;
}
