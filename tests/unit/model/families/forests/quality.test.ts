// Forests held against scikit-learn's: a tree without chance gives the same answers, and forests of real tables do as well on held-out rows.
// HEARTH_FOREST_ROWS names a file of more tables, made by scripts/golden/forests.py --strikes; their scores are printed.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../../../src/contract/model/recipe';
import { predictMeans } from '../../../../../src/model/families/forests/forest-model';
import type { ForestSettings } from '../../../../../src/model/families/forests/settings';
import { rocAuc } from '../../../../../src/domain/predictions/ranking';
import golden from '../../golden/forests.json';
import type { TreeRows } from '../trees/tree-job';
import { growForest } from './forest-job';

interface GoldenRows {
  name: string;
  task: Task;
  classes: number;
  width: number;
  levels?: number[];
  features: (number | null)[];
  labels: number[];
}

interface GoldenTree extends GoldenRows {
  settings: Partial<ForestSettings>;
  weights: number[] | null;
  answers: number[];
}

interface GoldenTable extends GoldenRows {
  trees: number;
  held: number[];
  scores: Record<'random-forest' | 'extra-trees', Record<string, [mean: number, deviation: number]>>;
}

const numbers = (values: (number | null)[]) => Float32Array.from(values, (value) => value ?? NaN);

describe.each(golden.trees as GoldenTree[])('one tree of every column and row, $name', (tree) => {
  it('answers as scikit-learn’s decision tree', async () => {
    const { task, classes, width, settings, weights, answers } = tree;
    const train = { features: numbers(tree.features), labels: Float32Array.from(tree.labels) };
    const forest = await growForest({
      ...{ task, classes, train, levels: Array.from({ length: width }, () => 0) },
      settings: { trees: 1, columns: 'all', bootstrap: false, ...settings },
      ...(weights ? { weights } : {}),
    });
    const means = predictMeans(forest, train.features, train.labels.length);
    expect(means).toHaveLength(answers.length);
    for (const [at, answer] of answers.entries()) expect(Math.abs(means[at]! - answer)).toBeLessThan(2e-7);
  });
});

function part({ features, labels, width, held }: GoldenTable, wanted: number): TreeRows {
  const rows = [...labels.keys()].filter((row) => held[row] === wanted);
  return {
    features: numbers(rows.flatMap((row) => features.slice(row * width, (row + 1) * width))),
    labels: Float32Array.from(rows, (row) => labels[row]!),
  };
}

/** The figures of means [rows, outputs] that scikit-learn’s were measured by. */
function scoresOf(classes: number, means: Float64Array, labels: Float32Array): Record<string, number> {
  if (classes === 0) {
    const sum = labels.reduce((total, label, row) => total + (means[row]! - label) ** 2, 0);
    return { rmse: Math.sqrt(sum / labels.length) };
  }
  const probabilities =
    classes > 2 ? means : Float64Array.from([...means].flatMap((share) => [1 - share, share]));
  const rows = { labels: Int32Array.from(labels) };
  // Clipped as in the metric, and in the script.
  const sum = rows.labels.reduce(
    (total, label, row) =>
      total - Math.log(Math.min(1 - 2 ** -23, Math.max(2 ** -23, probabilities[row * classes + label]!))),
    0,
  );
  const loss = { logLoss: sum / labels.length };
  if (classes === 2) return { ...loss, auc: rocAuc(Float32Array.from(means), rows.labels)! };
  const best = rows.labels.map((_, row) => {
    const own = probabilities.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
  const correct = best.filter((label, row) => label === rows.labels[row]).length;
  return { ...loss, accuracy: correct / labels.length };
}

async function measured(table: GoldenTable, architecture: 'random-forest' | 'extra-trees', seeds: number) {
  const { task, classes, width, levels, trees } = table;
  const [train, held] = [part(table, 0), part(table, 1)];
  const sums: Record<string, number> = {};
  for (let seed = 1; seed <= seeds; seed++) {
    const forest = await growForest({
      ...{ task, classes, train, architecture, seed, settings: { trees } },
      levels: levels ?? Array.from({ length: width }, () => 0),
    });
    const found = scoresOf(classes, predictMeans(forest, held.features, held.labels.length), held.labels);
    for (const [name, value] of Object.entries(found)) sums[name] = (sums[name] ?? 0) + value / seeds;
  }
  return sums;
}

const forests = ['random-forest', 'extra-trees'] as const;
const cases = (golden.tables as unknown as GoldenTable[]).flatMap((table) =>
  forests.map((architecture) => ({ table, architecture, name: table.name })),
);

describe.each(cases)('$architecture of $name', ({ table, architecture }) => {
  it('does as well as scikit-learn’s on held-out rows', async () => {
    const seeds = 3;
    const ours = await measured(table, architecture, seeds);
    for (const [name, [mean, deviation]] of Object.entries(table.scores[architecture])) {
      const better = ['auc', 'accuracy'].includes(name) ? mean - ours[name]! : ours[name]! - mean;
      // Half a percent for what histograms and another order of chance change; three deviations of a mean over seeds for chance itself.
      expect(better, `${name}: ${ours[name]} against ${mean}`).toBeLessThan(
        0.005 * Math.abs(mean) + (3 * deviation) / Math.sqrt(seeds),
      );
    }
  });
});

const more = process.env['HEARTH_FOREST_ROWS'];
describe.runIf(more && existsSync(more))('more tables', () => {
  it('are measured', { timeout: 600_000 }, async () => {
    for (const table of JSON.parse(readFileSync(more!, 'utf8')) as GoldenTable[])
      for (const architecture of forests) {
        const begun = performance.now();
        const ours = await measured(table, architecture, 2);
        const seconds = (performance.now() - begun) / 2000;
        console.log(table.name, architecture, { seconds, ours, theirs: table.scores[architecture] });
      }
  });
});
