// Naive Bayes held against scikit-learn's joint log likelihoods, and what must hold whatever the rows.
import { describe, expect, it } from 'vitest';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../../../../../src/model/families/numerics';
import { columnsOf } from '../../../../../src/model/families/naive-bayes/columns';
import { exportBayes, compareBayes } from '../../../../../src/model/families/naive-bayes/export';
import { naiveBayes, type NaiveBayesSettings } from '../../../../../src/model/families/naive-bayes/family';
import {
  jointLogLikelihoods,
  modelOf,
  outputsOf,
  type BayesModel,
} from '../../../../../src/model/families/naive-bayes/model';
import { numerics } from '../../../../../src/model/families/naive-bayes/numerics';
import { train } from '../../../../../src/model/families/naive-bayes/train';
import type { SettingsRecipe } from '../../../../../src/contract/model/recipe';
import { Philox } from '../../../../../src/domain/random';
import golden from '../../golden/naive-bayes.json';
import { jobOf, type TreeProblem } from '../trees/tree-job';

interface GoldenBayes {
  name: string;
  classes: number;
  numbers: number;
  levels: number[];
  weights: number[] | null;
  settings: NaiveBayesSettings;
  features: number[][];
  labels: number[];
  joint: number[];
}

interface Problem extends TreeProblem {
  bayes?: Partial<NaiveBayesSettings>;
  weights?: readonly number[] | null;
}

type BayesJob = FamilyJob & { recipe: SettingsRecipe };

function bayesJob({ bayes, weights, ...problem }: Problem, kind: 'whole' | 'stream' = 'whole'): BayesJob {
  const job = jobOf(problem, kind);
  const settings = { alpha: 1, varianceSmoothing: 1e-9, priors: 'observed', ...bayes };
  const recipe = { ...(job.recipe as SettingsRecipe), model: { family: 'naive-bayes', settings } };
  return { ...job, recipe, classWeights: weights ? Float64Array.from(weights) : null };
}

async function run(job: FamilyJob): Promise<{ outcome: FamilyOutcome; signals: FamilySignal[] }> {
  const generator = train(job);
  const signals: FamilySignal[] = [];
  for (;;) {
    const next = await generator.next();
    if (next.done) return { outcome: next.value, signals };
    signals.push(next.value);
  }
}

async function learnt(job: FamilyJob): Promise<{ model: BayesModel; bytes: Uint8Array<ArrayBuffer> }> {
  const { outcome } = await run(job);
  if (outcome.learnt.kind !== 'state') throw new Error('no state');
  const { bytes } = outcome.learnt;
  return { bytes, model: modelOf(bytes, columnsOf(job.fitted), job.shape.classes) };
}

const problemOf = ({
  classes,
  numbers,
  levels,
  features,
  labels,
  settings,
  weights,
}: GoldenBayes): Problem => ({
  ...{ task: classes > 2 ? 'multiclass' : 'binary', classes, bayes: settings, weights },
  // One more for any other level.
  levels: [...Array.from({ length: numbers }, () => 0), ...levels.map((count) => count + 1)],
  train: {
    features: Float32Array.from(features.slice(0, labels.length).flat()),
    labels: Float32Array.from(labels),
  },
});

describe.each(golden as GoldenBayes[])('naive Bayes, $name', (fit) => {
  it('has scikit-learn’s joint log likelihoods', async () => {
    const { model } = await learnt(bayesJob(problemOf(fit)));
    const asked = fit.features.slice(fit.labels.length);
    const joint = jointLogLikelihoods(model, Float32Array.from(asked.flat()), asked.length);
    expect(joint).toHaveLength(fit.joint.length);
    for (const [at, value] of fit.joint.entries())
      expect(Math.abs(joint[at]! - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
  });
});

/** Two numbers and a category, with gaps. */
function drawn(rows: number, classes: number, missing: number): Problem {
  const random = new Philox(3, 7);
  const features = new Float32Array(rows * 3);
  const labels = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = random.below(classes);
    labels[row] = label;
    const values = [label + random.normal(), 1000 * random.normal(), (label + random.below(3)) % 5];
    for (const [at, value] of values.entries())
      features[3 * row + at] = random.uniform() < missing ? NaN : value;
  }
  const task = classes > 2 ? 'multiclass' : 'binary';
  return { task, classes, levels: [0, 0, 6], train: { features, labels } };
}

const two = drawn(300, 2, 0.2);
const four = drawn(400, 4, 0.2);

describe('naive Bayes', () => {
  it('is the same however its rows are read', async () => {
    for (const problem of [two, four]) {
      const once = await learnt(bayesJob(problem));
      const again = await learnt(bayesJob(problem, 'stream'));
      expect(again.bytes).toEqual(once.bytes);
    }
  });

  it('means nothing by the order of columns', async () => {
    const moved = (features: Float32Array) =>
      features.map((_, at) => features[at - (at % 3) + ((at + 1) % 3)]!);
    const { features, labels } = four.train;
    const asked = features.subarray(0, 60);
    const first = (await learnt(bayesJob(four))).model;
    const train = { features: moved(features), labels };
    const second = (await learnt(bayesJob({ ...four, levels: [0, 6, 0], train }))).model;
    const [ours, theirs] = [
      jointLogLikelihoods(first, asked, 20),
      jointLogLikelihoods(second, moved(asked), 20),
    ];
    for (const [at, value] of ours.entries()) expect(theirs[at]!).toBeCloseTo(value, 10);
  });

  it('leaves out what is missing: a row with nothing answers with the priors', async () => {
    const { model } = await learnt(bayesJob(four));
    const joint = jointLogLikelihoods(model, Float32Array.of(NaN, NaN, NaN), 1);
    expect(joint).toEqual(model.logPriors);
    const one = jointLogLikelihoods(model, Float32Array.of(0.3, NaN, 99), 1);
    const number = model.columns[0]!;
    if (number.kind !== 'number') throw new Error('not a number');
    for (const [k, mean] of number.means.entries()) {
      const variance = number.variances[k]!;
      const density =
        -0.5 * Math.log(2 * Math.PI * variance) - (Math.fround(0.3) - mean) ** 2 / (2 * variance);
      expect(one[k]!).toBeCloseTo(model.logPriors[k]! + density, 12);
    }
  });

  it('gives a class without rows no probability, and none where a column has one value', async () => {
    const { features, labels } = four.train;
    const constant = features.map((value, at) => (at % 3 === 1 ? 5 : value));
    const train = { features: constant, labels: labels.map((label) => (label === 2 ? 1 : label)) };
    const { model } = await learnt(bayesJob({ ...four, train, bayes: { priors: 'uniform' } }));
    expect(model.logPriors[2]).toBe(-Infinity);
    expect(Math.exp(model.logPriors[0]!)).toBeCloseTo(1 / 3, 12);
    const joint = jointLogLikelihoods(model, Float32Array.of(0, 5, 1, NaN, 700, NaN), 2);
    const outputs = outputsOf(joint, 4);
    expect([...outputs].every(Number.isFinite)).toBe(true);
    expect(Math.exp(outputs[2]!)).toBe(0);
    expect(joint.subarray(4)).toEqual(model.logPriors);
  });

  it('measures its loss on the training rows', async () => {
    const { signals } = await run(bayesJob(two));
    expect(signals).toHaveLength(1);
    const [signal] = signals;
    const { model } = await learnt(bayesJob(two));
    const logits = outputsOf(jointLogLikelihoods(model, two.train.features, 300), 2);
    const loss =
      two.train.labels.reduce((sum, label, row) => {
        const p = 1 / (1 + Math.exp(-logits[row]!));
        return sum - Math.log(label === 1 ? p : 1 - p);
      }, 0) / 300;
    expect(signal).toMatchObject({ kind: 'iteration', iteration: 1, mostIterations: 1 });
    expect((signal as { loss: number }).loss).toBeCloseTo(loss, 5);
    expect(loss).toBeLessThan(0.6);
  });

  it('answers alike from its file, and tells its distributions', async () => {
    for (const problem of [two, four]) {
      const job = bayesJob(problem);
      const { bytes, model } = await learnt(job);
      const files = exportBayes(job.recipe, job.fitted, model);
      expect(compareBayes(job.recipe, job.fitted, model, files)).toBe(0);
      const artifact = { family: 'naive-bayes', state: [], bytes: bytes.length, preprocessing: job.fitted };
      const stored = {
        ...{ recipe: job.recipe, bytes },
        artifact: { ...artifact, facts: { classes: problem.classes }, sha256: 'ab'.repeat(32) },
      };
      const explained = await numerics.explain!(stored);
      if (explained.kind !== 'distributions') throw new Error('no distributions');
      expect(explained.priors.reduce((sum, prior) => sum + prior, 0)).toBeCloseTo(1, 12);
      const [first, , third] = explained.columns;
      expect(first).toMatchObject({ kind: 'number', name: 'c0' });
      const levels = third?.kind === 'levels' ? third.levels : [];
      expect(levels.map(({ level }) => level).at(-1)).toBe('any other');
      for (let k = 0; k < problem.classes; k++)
        expect(levels.reduce((sum, { shares }) => sum + shares[k]!, 0)).toBeCloseTo(1, 12);
      const predictor = await numerics.load(stored);
      const answers = await predictor.predict(problem.train.features, problem.train.labels.length);
      expect(answers).toHaveLength(problem.train.labels.length * predictor.outputs);
      expect(await predictor.bytes()).toEqual(bytes);
    }
  });

  it('is for classes only, refuses other settings, and keeps nothing where it is paused', async () => {
    expect(naiveBayes.offers('regression', 'table')).toEqual([]);
    expect(naiveBayes.offers('binary', 'images')).toEqual([]);
    expect(() => naiveBayes.validate(bayesJob({ ...two, bayes: { alpha: 0 } }).recipe)).toThrow(
      'recipe_invalid',
    );
    expect(() => naiveBayes.validate({ ...bayesJob(two).recipe, task: 'regression' })).toThrow(
      'recipe_invalid',
    );
    const { outcome } = await run({ ...bayesJob(two), control: { intent: 'pause' } });
    expect(outcome.reason).toBe('paused');
    const { bytes } = await learnt(bayesJob(two));
    expect(() => modelOf(bytes.subarray(8), columnsOf(bayesJob(two).fitted), 2)).toThrow('storage_damaged');
  });
});
