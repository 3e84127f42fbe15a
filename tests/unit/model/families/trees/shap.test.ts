// Contributions of columns held against the definition of Shapley values: every set of known columns, one by one.
import { describe, expect, it } from 'vitest';
import type { Forest } from '../../../../../src/model/families/trees/forest/forest';
import { treesOf } from '../../../../../src/model/families/trees/forest/forest';
import { leftChildOf } from '../../../../../src/model/families/trees/kernels/flat-trees';
import { contributionsOf, leftShare } from '../../../../../src/model/families/trees/shap/tree-shap';
import { drawnClasses, drawnRows, grow, plain, scoresOf, type TreeProblem } from './tree-job';

const width = 5;
const rows = 12;

/** What a tree expects of a sample where the columns of `known` (bits) are known. */
function expected(forest: Forest, node: number, sample: Float32Array, known: number): number {
  const column = forest.columns[node]!;
  if (column < 0) return forest.values[node]!;
  const left = forest.left[node]!;
  if ((known >> column) & 1)
    return expected(
      forest,
      leftChildOf(forest, node, sample[column]!) === 1 ? left : left + 1,
      sample,
      known,
    );
  const share = leftShare(forest, node);
  return (
    share * expected(forest, left, sample, known) + (1 - share) * expected(forest, left + 1, sample, known)
  );
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** The Shapley value of a column by its definition (Shapley 1953). */
function shapley(of: (known: number) => number, column: number): number {
  let sum = 0;
  for (let set = 0; set < 2 ** width; set++) {
    if ((set >> column) & 1) continue;
    const size = [...set.toString(2)].filter((bit) => bit === '1').length;
    const weight = (factorial(size) * factorial(width - size - 1)) / factorial(width);
    sum += weight * (of(set | (1 << column)) - of(set));
  }
  return sum;
}

const settings = { ...plain, rounds: 6, maxDepth: 5, minChildWeight: 0.5 };
const numbers: TreeProblem = {
  ...{
    task: 'regression',
    classes: 0,
    levels: [0, 0, 0, 0, 0],
    train: drawnRows(200, width, 51, 0.15),
    settings,
  },
};
const classes = drawnClasses(200, width, 52);
const levelled: TreeProblem = {
  ...{ task: 'binary', classes: 2, levels: [0, 6, 0, 0, 0], settings },
  train: {
    features: classes.features.map((value, at) =>
      at % width === 1 ? Math.floor(Math.abs(value) * 9) % 6 : value,
    ),
    labels: classes.labels,
  },
};
const several: TreeProblem = {
  ...{ ...numbers, task: 'multiclass', classes: 3 },
  train: {
    features: numbers.train.features,
    labels: numbers.train.labels.map((value) => (value < -0.5 ? 0 : value < 0.5 ? 1 : 2)),
  },
};

describe.each(Object.entries({ numbers, levelled, several }))('contributions, %s', (_name, problem) => {
  it('are the Shapley values of what the trees expect, and add up to the score', async () => {
    const forest = await grow(problem);
    const features = problem.train.features.slice(0, rows * width);
    const { values, expected: base } = contributionsOf(forest, { features, rows, width });
    const scores = scoresOf(forest, features, width);
    const { outputs } = forest;
    for (let row = 0; row < rows; row++) {
      const sample = features.subarray(row * width, (row + 1) * width);
      for (let output = 0; output < outputs; output++) {
        const trees = Array.from({ length: treesOf(forest) }, (_, tree) => tree).filter(
          (tree) => tree % outputs === output,
        );
        const of = (known: number) =>
          trees.reduce((sum, tree) => sum + expected(forest, forest.starts[tree]!, sample, known), 0);
        expect(Math.abs(base[output]! - forest.start[output]! - of(0))).toBeLessThan(1e-9);
        let sum = base[output]!;
        for (let column = 0; column < width; column++) {
          const value = values[(row * outputs + output) * width + column]!;
          expect(Math.abs(value - shapley(of, column))).toBeLessThan(1e-9);
          sum += value;
        }
        expect(Math.abs(sum - scores[row * outputs + output]!)).toBeLessThan(1e-9);
      }
    }
    // Columns that are used twice on one way are among them.
    expect(values.filter((value) => Math.abs(value) > 0.01).length).toBeGreaterThan(rows);
  });
});
