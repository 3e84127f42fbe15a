// What must hold of trees whatever the rows: weights count as copies, the order of columns means nothing, missing values have a way, a
// training that was interrupted comes to the same bits.
import { describe, expect, it } from 'vitest';
import type { FamilySignal } from '../../../../../src/model/families/numerics';
import type { TrainState } from '../../../../../src/model/net/training/train-types';
import { Boosting, type BoostingInput } from '../../../../../src/model/families/trees/boosting';
import { binRows } from '../../../../../src/model/families/trees/binning/bin-rows';
import {
  forestBytes,
  forestOf,
  forestOfTensors,
  forestTensors,
} from '../../../../../src/model/families/trees/forest/state';
import { firstTrees, treesOf, type Forest } from '../../../../../src/model/families/trees/forest/forest';
import { unconstrained } from '../../../../../src/model/families/trees/grow/constraints';
import { objectiveOf } from '../../../../../src/model/families/trees/objectives/of-task';
import { startSettings } from '../../../../../src/model/families/trees/settings';
import {
  drawnClasses,
  drawnRows,
  forestFrom,
  grow,
  jobOf,
  plain,
  plainDraws,
  run,
  scoresOf,
  type TreeProblem,
  type TreeRows,
} from './tree-job';

const width = 4;
const numbers = Array.from({ length: width }, () => 0);

const regression: TreeProblem = {
  ...{ task: 'regression', classes: 0, levels: numbers, train: drawnRows(300, width, 1, 0.1) },
  validation: drawnRows(100, width, 2, 0.1),
  settings: { rounds: 30, patience: 8, rowShare: 0.7, columnShare: 0.6, learningRate: 0.2 },
};

const binary: TreeProblem = {
  ...regression,
  ...{
    task: 'binary',
    classes: 2,
    train: drawnClasses(300, width, 3),
    validation: drawnClasses(100, width, 4),
  },
};

function several({ features, labels }: TreeRows): TreeRows {
  return { features, labels: labels.map((value) => (value < -0.5 ? 0 : value < 0.5 ? 1 : 2)) };
}

const multiclass: TreeProblem = {
  ...regression,
  ...{ task: 'multiclass', classes: 3, train: several(drawnRows(300, width, 5)) },
  validation: several(drawnRows(100, width, 6)),
  settings: { ...regression.settings, rounds: 10 },
};

/** Rows with levels of which some, each by itself, mean something. */
function levelRows(rows: number, seed: number): TreeRows {
  const { features, labels } = drawnRows(rows, 2, seed);
  const drawn = drawnRows(rows, 1, seed + 100).features;
  for (let row = 0; row < rows; row++) {
    const level = Math.floor(Math.abs(drawn[row]!) * 100) % 12;
    features[2 * row] = level;
    labels[row] = [2, 5, 7, 11].includes(level) ? 1 : Math.abs(features[2 * row + 1]!) < 0.1 ? 1 : 0;
  }
  return { features, labels };
}

const levelled: TreeProblem = {
  ...{ task: 'binary', classes: 2, levels: [12, 0], train: levelRows(600, 7), validation: levelRows(200, 8) },
  settings: { rounds: 15, patience: 0, learningRate: 0.3, columnShare: 1 },
};

const losses = startSettings({ train: 100, validation: 0 });

const problems = { regression, binary, multiclass, levelled };

describe.each(Object.entries(problems))('a training, %s', (_name, problem) => {
  it('gives the same bits each time, from memory or as a stream', async () => {
    const first = forestBytes(await grow(problem));
    expect(forestBytes(await grow(problem))).toEqual(first);
    expect(forestBytes(await grow(problem, 'stream'))).toEqual(first);
    expect(first.bytes.length).toBeGreaterThan(1000);
  });

  it('comes to the same bits from each of its states', async () => {
    const whole = await run(jobOf(problem));
    for (let pauseAt = 1; pauseAt < whole.record.history!.length; pauseAt += 3) {
      const job = jobOf(problem);
      const kept: TrainState[] = [];
      let clock = 0;
      const onSignal = (signal: FamilySignal) => {
        if (signal.kind === 'state') kept.push(signal.state);
        if (signal.kind === 'epoch' && signal.metrics.epoch === pauseAt) job.control.intent = 'pause';
      };
      // A clock that moves a second a look tells of every round.
      const paused = await run({ ...job, now: () => (clock += 1000) }, onSignal);
      expect(paused.reason).toBe('paused');
      const state = kept.at(-1)!;
      expect(state.epoch).toBe(pauseAt);
      const resumed = await run({ ...jobOf(problem), from: state });
      expect(resumed.learnt).toEqual(whole.learnt);
      const points = (outcome: typeof whole) =>
        outcome.record.history!.map(({ seconds: _, ...point }) => point);
      expect(points(resumed)).toEqual(points(whole));
      expect(resumed.record.bestEpoch).toBe(whole.record.bestEpoch);
    }
  });

  it('reads back what it stored', async () => {
    const forest = await grow(problem);
    const { bytes, facts } = forestBytes(forest);
    expect(forestOf(bytes, facts)).toEqual(forest);
    expect(forestOfTensors(forestTensors(forest), forest.start)).toEqual(forest);
    expect(() => forestOf(bytes.subarray(4), facts)).toThrow('storage_damaged');
  });

  it('keeps the trees up to the best round, and no others', async () => {
    const all = await grow({ ...problem, settings: { ...problem.settings, patience: 0 } });
    const { record, ...outcome } = await run(jobOf(problem));
    const best = record.bestEpoch ?? record.history!.length;
    const trees = best * all.outputs;
    expect(forestFrom({ record, ...outcome })).toEqual(firstTrees(all, trees));
  });

  it('says of stored trees what it said while it learnt', async () => {
    const { record, ...outcome } = await run(jobOf(problem));
    const forest = forestFrom({ record, ...outcome });
    const { features, labels } = problem.validation!;
    const scores = scoresOf(forest, features, problem.levels.length);
    const { assess } = objectiveOf(problem.task, problem.classes, losses);
    const loss = assess(scores, { labels, weights: null }, new Float64Array(scores.length));
    const best = record.bestEpoch ?? record.history!.length;
    expect(record.history![best - 1]!.validationLoss).toBeCloseTo(loss, 12);
  });
});

/** Rounds on rows with weights, without chance. */
async function weighted(problem: TreeProblem, weights: Float64Array | null): Promise<Forest> {
  const { columns, train, validation } = await binRows(
    jobOf(problem).source,
    { kinds: problem.levels.map(() => ({ kind: 'number' })), mostBins: 255, seed: 1 },
    () => Promise.resolve(),
  );
  return rounds({ columns, train, validation, weights: { train: weights, validation: null } }, problem);
}

function rounds(
  input: Pick<BoostingInput, 'columns' | 'train' | 'validation' | 'weights'>,
  { task, classes }: TreeProblem,
): Forest {
  const boosting = new Boosting({
    ...{
      objective: objectiveOf(task, classes, losses),
      ...plainDraws,
      constraints: unconstrained,
      seed: 1,
      from: null,
      ...input,
    },
    rules: { ...startSettings({ train: 100, validation: 0 }), ...plain, maxDepth: 4 },
  });
  for (let round = 0; round < 5; round++) Array.from(boosting.round());
  return boosting.forest();
}

describe('a tree', () => {
  it.each(Object.entries({ regression, binary, multiclass }))(
    'counts a weight of 2 as two rows, %s',
    async (_, problem) => {
      // Fewer rows than bins, so that copies move no cut.
      const features = problem.train.features.subarray(0, 200 * width);
      const labels = problem.train.labels.subarray(0, 200);
      const twice = Array.from(labels.keys()).filter((row) => row % 3 === 0);
      const rows = [...labels.keys(), ...twice];
      const copied: TreeProblem = {
        ...problem,
        train: {
          features: Float32Array.from(
            rows.flatMap((row) => [...features.subarray(row * width, (row + 1) * width)]),
          ),
          labels: Float32Array.from(rows, (row) => labels[row]!),
        },
      };
      const weights = Float64Array.from(labels, (_label, row) => (row % 3 === 0 ? 2 : 1));
      const [byCopies, byWeights] = [
        await weighted(copied, null),
        await weighted({ ...problem, train: { features, labels } }, weights),
      ];
      // Sums are taken in another order, so the last bits may differ, the divisions not.
      expect(byWeights.columns).toEqual(byCopies.columns);
      expect(byWeights.cuts).toEqual(byCopies.cuts);
      for (const [at, value] of byWeights.values.entries())
        expect(value).toBeCloseTo(byCopies.values[at]!, 6);
      expect(treesOf(byWeights)).toBe(5 * byWeights.outputs);
    },
  );

  it('divides the same rows in whatever order the columns stand', async () => {
    const order = [2, 0, 3, 1];
    const permuted = ({ features, labels }: TreeRows): TreeRows => ({
      labels,
      features: features.map((_, at) => features[at - (at % width) + order[at % width]!]!),
    });
    const settings = { ...plain, rounds: 8, maxDepth: 5 };
    const first = await grow({ ...binary, settings });
    const second = await grow({
      ...binary,
      settings,
      train: permuted(binary.train),
      validation: permuted(binary.validation!),
    });
    const names = (forest: Forest, by: readonly number[]) =>
      forest.columns.map((column) => (column < 0 ? -1 : by[column]!));
    expect(names(second, order)).toEqual(names(first, [0, 1, 2, 3]));
    expect(second.cuts).toEqual(first.cuts);
    expect(second.values).toEqual(first.values);
  });

  it('sends what is missing to the side that it belongs to', async () => {
    // Missing rows have the target of large values, or of small ones.
    for (const side of [1, -1]) {
      const values = Array.from({ length: 40 }, (_, row) => (row % 4 === 0 ? NaN : (row % 20) - 9.5));
      const labels = values.map((value) => (Number.isNaN(value) ? side : Math.sign(value)));
      const forest = await grow({
        ...{ task: 'regression', classes: 0, levels: [0] },
        train: { features: Float32Array.from(values), labels: Float32Array.from(labels) },
        settings: { ...plain, rounds: 1, maxDepth: 1, learningRate: 1, l2: 0 },
      });
      expect(forest.missingLeft[0]).toBe(side === 1 ? 0 : 1);
      const scores = scoresOf(forest, Float32Array.of(NaN, 5, -5), 1);
      for (const [at, expected] of [side, 1, -1].entries()) expect(scores[at]).toBeCloseTo(expected, 6);
    }
  });

  it('parts what is missing from everything else where that is what counts', async () => {
    const values = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? NaN : Math.sin(row)));
    const forest = await grow({
      ...{ task: 'regression', classes: 0, levels: [0] },
      train: {
        features: Float32Array.from(values),
        labels: Float32Array.from(values, (value) => (Number.isNaN(value) ? 3 : 1)),
      },
      settings: { ...plain, rounds: 1, maxDepth: 1, learningRate: 1, l2: 0 },
    });
    const scores = scoresOf(forest, Float32Array.of(NaN, 100, -100), 1);
    for (const [at, expected] of [3, 1, 1].entries()) expect(scores[at]).toBeCloseTo(expected, 6);
  });

  it('parts levels by what they mean, not by their codes', async () => {
    const forest = await grow(levelled);
    expect(forest.sets.some((set) => set >= 0)).toBe(true);
    const scores = scoresOf(
      forest,
      Float32Array.from(Array.from({ length: 12 }, (_, level) => [level, 1]).flat()),
      2,
    );
    const positive = [...scores.keys()].filter((level) => scores[level]! > 0);
    expect(positive).toEqual([2, 5, 7, 11]);
    // A level beyond those that were seen is a case for the larger side, never a fault.
    expect(Number.isFinite(scoresOf(forest, Float32Array.of(300, 1), 2)[0])).toBe(true);
  });

  it('learns nothing from rows that are all alike', async () => {
    const forest = await grow({
      ...{ task: 'regression', classes: 0, levels: [0] },
      train: {
        features: new Float32Array(30).fill(2),
        labels: Float32Array.from({ length: 30 }, (_, row) => row),
      },
      settings: { ...plain, rounds: 3 },
    });
    expect(forest.columns.every((column) => column === -1)).toBe(true);
    expect(scoresOf(forest, Float32Array.of(7), 1)[0]).toBeCloseTo(14.5, 6);
  });

  it('ends at a stop with the trees so far', async () => {
    const job = jobOf(regression);
    const outcome = await run(job, (signal) => {
      if (signal.kind === 'epoch') job.control.intent = 'stop';
    });
    expect(outcome.reason).toBe('stopped');
    expect(treesOf(forestFrom(outcome))).toBe(1);
  });
});

it('starts with all rounds of a few where too few rows validate to stop by', () => {
  expect(startSettings({ train: 1000, validation: 19 })).toMatchObject({ rounds: 100, patience: 0 });
  expect(startSettings({ train: 1000, validation: 20 })).toMatchObject({ rounds: 1000, patience: 50 });
  expect(startSettings({ train: 20_000, validation: 5000 }).learningRate).toBe(0.1);
});

it('finds nothing to judge by where no rows validate', async () => {
  const { validation: _, ...problem } = regression;
  const { record } = await run(jobOf({ ...problem, settings: { rounds: 5, patience: 3 } }));
  expect(record.history).toHaveLength(5);
  expect(record.history![4]!.validationLoss).toBeNaN();
  expect(record.bestEpoch).toBeNull();
});
