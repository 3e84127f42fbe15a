// The strength of a penalty that rows choose: what is tried, what wins, by which rows; and the conditions of a solution under L1 where no
// reference has such a loss.
import { describe, expect, it } from 'vitest';
import { Philox } from '../../../../src/domain/random';
import { train } from '../../../../src/model/families/glm/train';
import type { FamilyJob, FamilyOutcome } from '../../../../src/model/families/numerics';
import { jobOf, type GoldenFit } from './glm-source';

const width = 12;

/** Rows in which three of twelve columns count, under much noise. */
function made(task: GoldenFit['task'], rows: number, seed: number): GoldenFit {
  const random = new Philox(seed, 1);
  const features = Array.from({ length: rows * width }, () => Math.fround(random.normal()));
  const labels = Array.from({ length: rows }, (_, row) => {
    const [a, b, c] = features.slice(row * width, row * width + 3) as [number, number, number];
    const score = a - 0.5 * b + 0.25 * c + 1.5 * random.normal();
    if (task === 'regression') return Math.fround(score);
    return task === 'binary' ? Number(score > 0) : score > 1 ? 2 : Number(score > -0.5);
  });
  const classes = { regression: 0, binary: 2, multiclass: 3 }[task]!;
  return { name: task, task, classes, settings: { l2: 1 }, width, features, labels, parameters: [] };
}

type Settings = Record<string, number | string>;

function job(rows: GoldenFit, settings: Settings, validation?: GoldenFit): FamilyJob {
  const plain = jobOf({ ...rows, settings: settings as GoldenFit['settings'] });
  if (!validation) return plain;
  const batch = {
    rows: validation.labels.length,
    features: Float32Array.from(validation.features),
    labels: Float32Array.from(validation.labels),
  };
  const source = {
    ...plain.source,
    validationRows: batch.rows,
    async *validation() {
      yield await Promise.resolve(batch);
    },
  };
  return { ...plain, source };
}

async function fit(given: FamilyJob): Promise<FamilyOutcome> {
  const generator = train(given);
  for (;;) {
    const { done, value } = await generator.next();
    if (done) return value;
  }
}

function learntOf({ learnt }: FamilyOutcome) {
  if (learnt.kind !== 'state') throw new Error('no state');
  const both = new Float64Array(learnt.bytes.buffer);
  return { parameters: both.slice(0, both.length / 2), bytes: learnt.bytes, facts: learnt.facts };
}

const chosenIn = (outcome: FamilyOutcome) =>
  learntOf(outcome).facts['chosen'] as { by: string; strength: number; tried: number[]; losses: number[] };

/** Mean loss of rows at coefficients [width + 1, outputs], in plain words. */
function lossOf({ task, features, labels }: GoldenFit, parameters: Float64Array): number {
  const outputs = parameters.length / (width + 1);
  const losses = labels.map((label, row) => {
    const z = Array.from({ length: outputs }, (_, k) =>
      features
        .slice(row * width, (row + 1) * width)
        .reduce((sum, x, j) => sum + x * parameters[j * outputs + k]!, parameters[width * outputs + k]!),
    );
    if (task === 'regression') return 0.5 * (label - z[0]!) ** 2;
    if (task === 'binary') return Math.log(1 + Math.exp(label === 1 ? -z[0]! : z[0]!));
    return Math.log(z.reduce((sum, each) => sum + Math.exp(each), 0)) - z[label]!;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / labels.length;
}

/** The model without columns, and its loss on other rows. */
function emptyModel({ task, labels, classes }: GoldenFit, fresh: GoldenFit) {
  const outputs = task === 'multiclass' ? classes : 1;
  const intercept = new Float64Array((width + 1) * outputs);
  const share = (k: number) => labels.filter((label) => label === k).length / labels.length;
  const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  for (let k = 0; k < outputs; k++) {
    const ofOne = task === 'regression' ? mean : Math.log(mean / (1 - mean));
    intercept[width * outputs + k] = outputs > 1 ? Math.log(share(k)) : ofOne;
  }
  return { intercept, loss: lossOf(fresh, intercept) };
}

const grouped = (given: FamilyJob): FamilyJob => ({
  ...given,
  recipe: { ...given.recipe, split: { ...given.recipe.split, kind: 'grouped', column: 'g' } },
});

describe.each(['regression', 'binary', 'multiclass'] as const)('a chosen penalty, %s', (task) => {
  const rows = made(task, 90, 3);
  const validation = made(task, 60, 4);

  it('is the one under which validation rows lose least, and the model is the one of that penalty', async () => {
    const outcome = await fit(grouped(job(rows, { l2: 1, penalty: 'chosen' }, validation)));
    const { by, strength, tried, losses } = chosenIn(outcome);
    expect(by).toBe('validation');
    expect(tried.length).toBeGreaterThan(4);
    for (const [at, l2] of tried.entries()) {
      const alone = learntOf(await fit(job(rows, { l2 })));
      expect(losses[at]).toBeCloseTo(lossOf(validation, alone.parameters), 4);
    }
    expect(strength).toBe(tried[losses.indexOf(Math.min(...losses))]);
    expect(strength).toBeGreaterThan(1); // so much noise asks for more than scikit-learn's default
    const { parameters, facts } = learntOf(outcome);
    expect(facts).toMatchObject({ l1: 0, l2: strength, converged: true });
    const alone = learntOf(await fit(job(rows, { l2: strength }))).parameters;
    parameters.forEach((value, at) => expect(Math.abs(value - alone[at]!)).toBeLessThan(1e-8));
  });

  it('is chosen by folds of the training rows where few others are there, to the same bits each time', async () => {
    const given = () => job(rows, { l2: 1, penalty: 'chosen', l1Share: 0.5 }, validation);
    const [first, second] = [await fit(given()), await fit(given())];
    const { by, strength } = chosenIn(first);
    expect(by).toBe('folds');
    expect(learntOf(first).facts).toMatchObject({ l1: strength / 2, l2: strength / 2 });
    expect(learntOf(first).bytes).toEqual(learntOf(second).bytes);
    // Strong penalties leave no column at all; the path goes on past them.
    const { parameters } = learntOf(first);
    const fresh = made(task, 2000, 8);
    const { intercept, loss } = emptyModel(rows, fresh);
    expect(parameters).toHaveLength(intercept.length);
    expect(lossOf(fresh, parameters)).toBeLessThan(0.95 * loss);
    const { convergence } = first.record;
    expect(convergence!.converged).toBe(true);
  });
});

describe('a chosen penalty', () => {
  const rows = made('binary', 200, 5);

  it('loses less on new rows than one that is far too weak', async () => {
    const fresh = made('binary', 4000, 6);
    const wide = { ...rows, labels: rows.labels.slice(0, 30), features: rows.features.slice(0, 30 * width) };
    const chosen = learntOf(await fit(job(wide, { l2: 1, penalty: 'chosen' }))).parameters;
    const weak = learntOf(await fit(job(wide, { l2: 0.01 }))).parameters;
    expect(lossOf(fresh, chosen)).toBeLessThan(0.8 * lossOf(fresh, weak));
  });

  it('is the one of the recipe where rows belong together and none are left to choose by', async () => {
    const { facts } = learntOf(await fit(grouped(job(rows, { l2: 7, penalty: 'chosen' }))));
    expect(facts).toMatchObject({ l2: 7 });
    expect(facts).not.toHaveProperty('chosen');
  });

  it('tells its iterations one by one, never more than it said', async () => {
    const generator = train(job(rows, { l2: 1, penalty: 'chosen' }));
    let [told, most] = [0, Infinity];
    for (;;) {
      const { done, value } = await generator.next();
      if (done) {
        expect(value.record.convergence!.iterations).toBe(told);
        break;
      }
      if (value.kind !== 'iteration') continue;
      expect(value.iteration).toBe(++told);
      expect(value.mostIterations).toBeLessThanOrEqual(most);
      most = value.mostIterations;
      expect(told).toBeLessThanOrEqual(most);
    }
    expect(told).toBeGreaterThan(10);
  });

  it('leaves nothing behind at a pause', async () => {
    const given = job(rows, { l2: 1, penalty: 'chosen' });
    const generator = train(given);
    await generator.next();
    given.control.intent = 'pause';
    const { done, value } = await generator.next();
    expect(done).toBe(true);
    expect((value as FamilyOutcome).reason).toBe('paused');
  });
});

describe('a solution under L1', () => {
  const rows = made('regression', 80, 7);
  const counts = { ...rows, labels: rows.labels.map((label) => Math.round(Math.exp(Math.min(3, label)))) };

  /** The slope of the loss over each output z. */
  const slopes = {
    huber: (z: number, label: number, sigma: number) => Math.max(-1.35, Math.min(1.35, (z - label) / sigma)),
    poisson: (z: number, label: number) => Math.exp(z) - label,
  };

  it.each(['huber', 'poisson'] as const)(
    'of %s loss leaves a slope of l1 at what is not 0, less at what is',
    async (loss) => {
      const given = loss === 'poisson' ? counts : rows;
      const [l1, l2] = [6, 0.5];
      const { parameters } = learntOf(await fit(job(given, { l1, l2, loss })));
      const z = given.labels.map((_, row) =>
        given.features
          .slice(row * width, (row + 1) * width)
          .reduce((sum, x, j) => sum + x * parameters[j]!, parameters[width]!),
      );
      const sigma = loss === 'huber' ? scaleOf(z, given.labels) : 1;
      const off = z.map((value, row) => slopes[loss](value, given.labels[row]!, sigma));
      expect(Math.abs(off.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-5);
      let zeros = 0;
      for (let j = 0; j < width; j++) {
        const slope = off.reduce((sum, value, row) => sum + value * given.features[row * width + j]!, 0);
        const value = parameters[j]!;
        if (value === 0) {
          zeros++;
          expect(Math.abs(slope)).toBeLessThanOrEqual(l1 + 1e-5);
        } else expect(slope + l2 * value + l1 * Math.sign(value)).toBeCloseTo(0, 5);
      }
      expect(zeros).toBeGreaterThan(2);
      expect(zeros).toBeLessThan(width);
    },
  );

  /** The scale at which the slope of Huber's loss over it is 0, by halving: mean of min(|r|/σ, ε)² is 1. */
  function scaleOf(z: readonly number[], labels: readonly number[]): number {
    let [low, high] = [1e-6, 100];
    for (let halving = 0; halving < 100; halving++) {
      const sigma = (low + high) / 2;
      const mean =
        z.reduce((sum, value, row) => sum + Math.min(1.35, Math.abs(value - labels[row]!) / sigma) ** 2, 0) /
        z.length;
      if (mean > 1) low = sigma;
      else high = sigma;
    }
    return low;
  }
});
