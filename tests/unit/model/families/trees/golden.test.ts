// Trees held against XGBoost's: every division of the first tree, and the scores of rows that were learnt and of rows that were not.
import { describe, expect, it } from 'vitest';
import { Boosting } from '../../../../../src/model/families/trees/boosting';
import type { LabelledBins } from '../../../../../src/model/families/trees/binning/bin-rows';
import { openBinner } from '../../../../../src/model/families/trees/kernels/binner';
import { cutsOf } from '../../../../../src/model/families/trees/binning/cuts';
import type { BinnedColumn } from '../../../../../src/model/families/trees/binning/columns';
import type { Forest } from '../../../../../src/model/families/trees/forest/forest';
import { objectiveOf } from '../../../../../src/model/families/trees/objectives/of-task';
import { startSettings, type TreeSettings } from '../../../../../src/model/families/trees/settings';
import type { Task } from '../../../../../src/contract/model/recipe';
import golden from '../../golden/trees.json';
import { plain, plainDraws, scoresOf } from './tree-job';

interface GoldenNode {
  leaf?: number;
  column?: number;
  cut?: number;
  missingLeft?: number;
  gain?: number;
  cover?: number;
}

interface GoldenTrees {
  name: string;
  task: Task;
  classes: number;
  rounds: number;
  settings: Partial<TreeSettings>;
  monotone?: number[];
  interactions?: number[][];
  width: number;
  features: (number | null)[];
  labels: number[];
  weights: number[] | null;
  margins: number[];
  fresh: (number | null)[];
  freshMargins: number[];
  firstTree: GoldenNode[];
}

const numbers = (values: (number | null)[]) => Float32Array.from(values, (value) => value ?? NaN);

function forestOfCase({
  task,
  classes,
  rounds,
  settings,
  width,
  monotone,
  interactions,
  ...rows
}: GoldenTrees): Forest {
  const features = numbers(rows.features);
  const labels = Float32Array.from(rows.labels);
  const columns = Array.from({ length: width }, (_, column): BinnedColumn => {
    const present = features.filter((value, at) => at % width === column && !Number.isNaN(value));
    const cuts = cutsOf(present, 255);
    return { kind: 'number', cuts, bins: cuts.length + 1 };
  });
  const bins = new Uint8Array(features.length);
  openBinner(columns)(bins, { rows: labels.length, features, width });
  const train: LabelledBins = { rows: labels.length, width, bins, labels };
  const none: LabelledBins = { rows: 0, width, bins: new Uint8Array(0), labels: new Float32Array(0) };
  const start = { ...startSettings({ train: 80, validation: 0 }), ...settings };
  const boosting = new Boosting({
    ...{
      objective: objectiveOf(task, classes, start),
      columns,
      train,
      validation: none,
      from: null,
      seed: 1,
    },
    weights: { train: rows.weights && Float64Array.from(rows.weights), validation: null },
    rules: {
      ...startSettings({ train: 80, validation: 0 }),
      ...plain,
      minChildWeight: 1,
      l2: 1,
      ...settings,
    },
    ...plainDraws,
    constraints: {
      monotone: monotone ? Int8Array.from(monotone) : null,
      interactions: interactions ?? null,
    },
  });
  for (let round = 0; round < rounds; round++) Array.from(boosting.round());
  return boosting.forest();
}

/** Scores but for one number that all classes of a row share, which changes nothing. */
function centred(scores: ArrayLike<number>, outputs: number): number[] {
  return Array.from(scores, (score, at) => {
    if (outputs === 1) return score;
    const from = at - (at % outputs);
    let sum = 0;
    for (let output = 0; output < outputs; output++) sum += scores[from + output]!;
    return score - sum / outputs;
  });
}

function expectClose(ours: number[], theirs: number[]): void {
  expect(ours).toHaveLength(theirs.length);
  for (const [at, value] of ours.entries()) expect(Math.abs(value - theirs[at]!)).toBeLessThan(1e-6);
}

/** A tree in the order of XGBoost's dump. */
function preorder(forest: Forest, node: number): GoldenNode[] {
  const column = forest.columns[node]!;
  if (column < 0) return [{ leaf: forest.values[node]! }];
  const here = {
    ...{ column, cut: forest.cuts[node]!, missingLeft: forest.missingLeft[node]! },
    ...{ gain: forest.gains[node]!, cover: forest.covers[node]! },
  };
  const left = forest.left[node]!;
  return [here, ...preorder(forest, left), ...preorder(forest, left + 1)];
}

describe.each((golden as GoldenTrees[]).map((each) => [each.name, each] as const))('%s', (_name, each) => {
  const forest = forestOfCase(each);

  it('gives every row the score that XGBoost gives it', () => {
    for (const [rows, margins] of [
      [each.features, each.margins],
      [each.fresh, each.freshMargins],
    ] as const) {
      const ours = scoresOf(forest, numbers(rows), each.width);
      expectClose(centred(ours, forest.outputs), centred(margins, forest.outputs));
    }
  });

  it.runIf(each.firstTree.length > 0)('divides where XGBoost divides', () => {
    const hasMissing = each.features.includes(null);
    const ours = preorder(forest, 0);
    expect(ours).toHaveLength(each.firstTree.length);
    for (const [at, theirs] of each.firstTree.entries()) {
      const { leaf, column, cut, gain, cover, missingLeft } = ours[at]!;
      expect(column).toBe(theirs.column);
      // Where a node saw nothing missing the two differ in where it would go.
      if (hasMissing && at === 0) expect(missingLeft).toBe(theirs.missingLeft);
      if (at === 0) expect(Math.abs(cut! - theirs.cut!)).toBeLessThan(1e-6);
      for (const [mine, other] of [
        [leaf, theirs.leaf],
        [gain, theirs.gain],
        [cover, theirs.cover],
      ] as const) {
        if (other === undefined) expect(mine).toBeUndefined();
        // XGBoost takes gains as differences in float32.
        else expect(Math.abs(mine! - other)).toBeLessThan(1e-5 * Math.max(1, Math.abs(other)));
      }
    }
  });
});
