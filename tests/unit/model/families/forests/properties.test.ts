// What must hold of forests whatever the rows: the seed decides them, the order of columns means nothing where all are looked at, missing values
// and levels have a way, a training that was interrupted comes to the same bits, and the file answers as the model does.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compareForest, exportForest } from '../../../../../src/model/families/forests/export/export';
import { modelOfJson } from '../../../../../src/model/families/forests/export/forest-json';
import {
  modelOf,
  predictMeans,
  type ForestModel,
} from '../../../../../src/model/families/forests/forest-model';
import { leafRowsOf, mostLeaves } from '../../../../../src/model/families/forests/forest-shape';
import { numerics } from '../../../../../src/model/families/forests/numerics';
import { columnsPerSplit } from '../../../../../src/model/families/forests/settings';
import { importanceOf } from '../../../../../src/model/families/trees/forest/importance';
import type { FamilyOutcome } from '../../../../../src/model/families/numerics';
import type { TrainState } from '../../../../../src/model/net/training/train-types';
import { Philox } from '../../../../../src/domain/random';
import { drawnClasses, drawnRows, type TreeRows } from '../trees/tree-job';
import { forestIn, forestJob, growForest, runForest, type ForestProblem } from './forest-job';

const width = 4;
const numbers = Array.from({ length: width }, () => 0);

const regression: ForestProblem = {
  ...{ task: 'regression', classes: 0, levels: numbers, train: drawnRows(300, width, 1, 0.1) },
  ...{ validation: drawnRows(100, width, 2, 0.1), settings: { trees: 20 } },
};

const binary: ForestProblem = {
  ...regression,
  ...{ task: 'binary', classes: 2, train: drawnClasses(300, width, 3, 0.1) },
  ...{ validation: drawnClasses(100, width, 4), architecture: 'extra-trees' },
};

function several({ features, labels }: TreeRows): TreeRows {
  return { features, labels: labels.map((value) => (value < -0.5 ? 0 : value < 0.5 ? 1 : 2)) };
}

const multiclass: ForestProblem = {
  ...{ ...regression, task: 'multiclass', classes: 3, train: several(drawnRows(300, width, 5, 0.1)) },
  validation: several(drawnRows(100, width, 6)),
};

/** Levels of which odd ones count, in the second column; level 6 is never seen. */
function levelled(classes: number): ForestProblem {
  const random = new Philox(7, 1);
  const rows = 400;
  const features = new Float32Array(rows * 2);
  const labels = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const level = random.below(6);
    features[2 * row] = random.normal();
    features[2 * row + 1] = row % 17 === 0 ? NaN : level;
    labels[row] = classes > 2 ? level % 3 : level % 2;
  }
  const task = classes === 0 ? 'regression' : classes === 2 ? 'binary' : 'multiclass';
  return {
    task,
    classes,
    levels: [0, 8],
    train: { features, labels },
    settings: { trees: 10, columns: 'all' },
  };
}

const problems: [name: string, problem: ForestProblem][] = [
  ['a number', regression],
  ['two classes', binary],
  ['three classes', multiclass],
  ['levels, three classes', levelled(3)],
];

const fresh = drawnRows(50, width, 9, 0.2).features;
const freshOf = ({ levels }: ForestProblem) =>
  levels.length === width
    ? fresh
    : fresh.map((value, at) => (at % 2 === 0 || Number.isNaN(value) ? value : at % 9));
const answersOf = (model: ForestModel, problem: ForestProblem) => {
  const features = freshOf(problem);
  return predictMeans(model, features, features.length / problem.levels.length);
};

/** What was learnt, short enough to be compared. */
function bitsOf({ learnt }: FamilyOutcome) {
  if (learnt.kind !== 'state') throw new Error('no state');
  return { sha256: createHash('sha256').update(learnt.bytes).digest('hex'), facts: learnt.facts };
}

describe.each(problems)('a forest of %s', (_, problem) => {
  it('is decided by its seed, and by nothing of how its rows are read', async () => {
    const once = await runForest(forestJob(problem));
    const again = await runForest(forestJob(problem, 'stream'));
    expect(bitsOf(again)).toEqual(bitsOf(once));
    const other = await runForest(forestJob({ ...problem, seed: 2 }));
    expect(bitsOf(other)).not.toEqual(bitsOf(once));
  });

  it('answers with shares of classes that add up to 1, or between the targets', async () => {
    const model = await growForest(problem);
    const answers = answersOf(model, problem);
    const { labels } = problem.train;
    for (const answer of answers) {
      expect(answer).toBeGreaterThanOrEqual(Math.min(...labels, problem.classes > 0 ? 0 : Infinity) - 1e-6);
      expect(answer).toBeLessThanOrEqual(problem.classes > 0 ? 1 + 1e-6 : Math.max(...labels));
    }
    if (problem.classes > 2)
      for (let row = 0; row < answers.length; row += 3)
        expect(answers[row]! + answers[row + 1]! + answers[row + 2]!).toBeCloseTo(1, 6);
  });

  it('that was interrupted comes to the same bits', async () => {
    const whole = await runForest(forestJob(problem));
    const job = forestJob(problem);
    let state: TrainState | null = null;
    const paused = await runForest(job, (signal) => {
      if (signal.kind === 'epoch') job.control.intent = 'pause';
      if (signal.kind === 'state') ({ state } = signal);
    });
    expect(paused.reason).toBe('paused');
    expect(state!.epoch).toBeGreaterThan(0);
    const resumed = await runForest({ ...forestJob(problem), from: state });
    expect(bitsOf(resumed)).toEqual(bitsOf(whole));
    const figures = ({ record }: typeof whole) => record.history!.map(({ seconds: _s, ...point }) => point);
    expect(figures(resumed)).toEqual(figures(whole));
  });

  it('answers alike from its file', async () => {
    const { recipe, fitted } = forestJob(problem);
    const model = await growForest(problem);
    const files = await exportForest(recipe, fitted, model);
    expect(compareForest(recipe, fitted, model, files)).toBe(0);
    const again = modelOfJson(new TextDecoder().decode(files.files[0]!.bytes));
    expect(answersOf(again, problem)).toEqual(answersOf(model, problem));
  });
});

describe('forests', () => {
  it('that look at every column are the same whatever the order of columns', async () => {
    const settings = { trees: 5, columns: 'all', minLeafRows: 25 } as const;
    const train = drawnRows(400, width, 11);
    const order = [2, 0, 3, 1];
    const moved = train.features.map((__, at) => train.features[at - (at % width) + order[at % width]!]!);
    const first = await growForest({ ...regression, train, settings });
    const second = await growForest({ ...regression, train: { ...train, features: moved }, settings });
    const asked = fresh.map((__, at) => fresh[at - (at % width) + order[at % width]!]!);
    expect(predictMeans(second, asked, 50)).toEqual(predictMeans(first, fresh, 50));
  });

  it('learn sets of levels, and send one that was never seen with the missing', async () => {
    for (const classes of [0, 2, 3]) {
      const problem = levelled(classes);
      const model = await growForest(problem);
      const samples = Float32Array.from([0, 1, 2, 3, 4, 5].flatMap((level) => [0.1, level]));
      const answers = predictMeans(model, samples, 6);
      for (let level = 0; level < 6; level++)
        expect(answers[classes > 2 ? level * 3 + (level % 3) : level]!).toBeCloseTo(
          classes > 2 || level % 2 === 1 ? 1 : 0,
          1,
        );
      const unseen = predictMeans(model, Float32Array.of(0.1, 6, 0.1, 300, 0.1, NaN), 3);
      expect([...unseen].every(Number.isFinite)).toBe(true);
      expect(unseen.slice(0, unseen.length / 3)).toEqual(unseen.slice(-unseen.length / 3));
    }
  });

  it('see a class of weight 9 nine times', async () => {
    const even = await growForest(binary);
    const heavy = await growForest({ ...binary, weights: [1, 9] });
    const mean = (model: ForestModel) => answersOf(model, binary).reduce((sum, share) => sum + share, 0) / 50;
    expect(mean(heavy)).toBeGreaterThan(mean(even) + 0.1);
  });

  it('are measured out of bag only where trees leave rows out, near what held-out rows say', async () => {
    const train = drawnClasses(800, width, 31, 0.1);
    const validation = drawnClasses(800, width, 32, 0.1);
    const drawn = { ...binary, architecture: 'random-forest', train, validation } as const;
    const { learnt, record } = await runForest(forestJob({ ...drawn, settings: { trees: 60 } }));
    const facts = learnt.kind === 'state' ? learnt.facts : {};
    const { rows, loss, metric } = facts['outOfBag'] as { rows: number; loss: number; metric: number };
    expect(rows).toBe(800);
    const { trainLoss, validationLoss, validationMetric } = record.history!.at(-1)!;
    expect(loss).toBeGreaterThan(1.5 * trainLoss);
    expect(Math.abs(loss / validationLoss - 1)).toBeLessThan(0.15);
    expect(Math.abs(metric - validationMetric)).toBeLessThan(0.04);
    const all = await runForest(forestJob(binary));
    expect(all.learnt).not.toHaveProperty('facts.outOfBag');
  });

  it('stop with the trees so far, and with one where none was grown', async () => {
    const job = forestJob(regression);
    const stopped = await runForest(job, (signal) => {
      if (signal.kind === 'epoch') job.control.intent = 'stop';
    });
    expect(stopped.reason).toBe('stopped');
    expect(forestIn(stopped).trees.starts.length - 1).toBe(stopped.record.step);
    const at = { ...forestJob(regression), control: { intent: 'stop' as const } };
    expect((await runForest(at)).record.step).toBe(1);
  });

  it('name the columns that count', async () => {
    const { trees } = await growForest(regression);
    const { columns } = importanceOf(trees, ['a', 'b', 'c', 'd']);
    expect(columns.map(({ name }) => name).at(-1)).toBe('d');
    expect(columns.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(1, 6);
  });

  it('are refused where bytes and facts do not agree', async () => {
    const { learnt } = await runForest(forestJob(multiclass));
    if (learnt.kind !== 'state') throw new Error('no state');
    expect(modelOf(learnt.bytes, learnt.facts).width).toBe(3);
    expect(() => modelOf(learnt.bytes.subarray(4), learnt.facts)).toThrow('storage_damaged');
    expect(() => modelOf(learnt.bytes, { ...learnt.facts, width: 2 })).toThrow('storage_damaged');
  });

  it('keep their leaves within memory, however many rows there are', () => {
    const shape = { inputShape: [10], classes: 100 };
    const settings = { trees: 1000, minLeafRows: 1, maxDepth: 64 };
    expect(leafRowsOf(settings, shape, 100)).toBe(1);
    expect(leafRowsOf(settings, shape, 1_000_000)).toBeGreaterThan(1000);
    expect(mostLeaves(settings, shape, 1_000_000).bytes).toBeLessThan(65 * 2 ** 20);
    expect([columnsPerSplit('sqrt', 10), columnsPerSplit('third', 10), columnsPerSplit('all', 10)]).toEqual([
      3, 4, 10,
    ]);
  });

  it('answer through the family’s interface with logits whose probabilities are the shares', async () => {
    const { recipe, fitted } = forestJob(binary);
    const outcome = await runForest(forestJob(binary));
    if (outcome.learnt.kind !== 'state') throw new Error('no state');
    const { bytes, facts } = outcome.learnt;
    const artifact = { family: 'extra-trees', state: [], bytes: bytes.length, preprocessing: fitted, facts };
    const stored = { recipe, artifact: { ...artifact, sha256: 'ab'.repeat(32) }, bytes };
    const predictor = await numerics.load(stored);
    const logits = await predictor.predict(fresh, 50);
    const shares = answersOf(forestIn(outcome), binary);
    for (const [row, share] of shares.entries())
      expect(1 / (1 + Math.exp(-logits[row]!))).toBeCloseTo(share, 6);
    expect(Buffer.from(await predictor.bytes()).equals(bytes)).toBe(true);
    expect(await numerics.compare(stored, await numerics.export(stored))).toBe(0);
    expect(await numerics.explain!(stored)).toMatchObject({ kind: 'importance', trees: 20 });
  });
});
