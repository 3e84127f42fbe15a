// Losses of numbers: derivatives held against differences of the loss, quantiles against counting, logarithms against the unit of the target.
import { describe, expect, it } from 'vitest';
import type { StateArtifact } from '../../../../../src/contract/model/run';
import { numerics } from '../../../../../src/model/families/trees/numerics';
import { objectiveOf } from '../../../../../src/model/families/trees/objectives/of-task';
import { weightedQuantile } from '../../../../../src/model/families/trees/objectives/quantile';
import { losses, startSettings, type TreeSettings } from '../../../../../src/model/families/trees/settings';
import { Philox } from '../../../../../src/domain/random';
import { drawnRows, forestFrom, grow, jobOf, plain, run, scoresOf, type TreeProblem } from './tree-job';

const start = startSettings({ train: 100, validation: 0 });
const settingsOf = (loss: TreeSettings['loss']): TreeSettings => ({
  ...start,
  loss,
  huberDelta: 0.7,
  tweediePower: 1.3,
});

describe.each([
  ...losses.filter((loss) => loss !== 'quantile').map((loss) => [loss, 'regression', 0, 1] as const),
  ['log loss of two', 'binary', 2, 1] as const,
  ['log loss of three', 'multiclass', 3, 3] as const,
])('derivatives of %s', (name, task, classes, outputs) => {
  it('are those of the loss', () => {
    const loss = losses.find((each) => each === name) ?? 'standard';
    const objective = objectiveOf(task, classes, settingsOf(loss));
    const random = new Philox(31, 1);
    const rows = 6;
    const scores = Float64Array.from({ length: rows * outputs }, () => random.normal());
    const labels = Float32Array.from({ length: rows }, () =>
      classes > 0 ? random.below(classes) : 3 * random.uniform(),
    );
    const weights = Float64Array.from({ length: rows }, () => 0.5 + random.uniform());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const lossAt = (at: number, by: number) => {
      const moved = scores.slice();
      moved[at]! += by;
      return total * objective.assess(moved, { labels, weights }, new Float64Array(scores.length));
    };
    const state = new Float64Array(scores.length);
    objective.assess(scores, { labels, weights }, state);
    const step = 1e-4;
    // Squares are shown whole and halved where they are derived.
    const shown = loss === 'standard' && classes === 0 ? 2 : 1;
    // What is taken larger than it is, on purpose.
    const factor = loss === 'poisson' ? Math.exp(0.7) : classes > 2 ? 2 : 1;
    for (let output = 0; output < outputs; output++) {
      const gradients = new Float64Array(2 * rows);
      objective.gradients(state, { labels, weights }, output, gradients);
      for (let row = 0; row < rows; row++) {
        const at = row * outputs + output;
        const [over, here, under] = [lossAt(at, step), lossAt(at, 0), lossAt(at, -step)];
        expect(shown * gradients[2 * row]!).toBeCloseTo((over - under) / (2 * step), 5);
        expect((shown * gradients[2 * row + 1]!) / factor).toBeCloseTo(
          (over - 2 * here + under) / step ** 2,
          4,
        );
      }
    }
  });
});

const numbers: TreeProblem = {
  ...{ task: 'regression', classes: 0, levels: [0, 0, 0], train: drawnRows(400, 3, 41) },
  settings: { ...plain, rounds: 40, learningRate: 0.1, minChildWeight: 20 },
};

describe('a quantile', () => {
  it('is the least value with its share at or below it', () => {
    const values = Float64Array.of(5, 1, 3, 2, 4);
    expect(weightedQuantile(values, null, 0.5)).toBe(3);
    expect(weightedQuantile(values, null, 0.8)).toBe(4);
    expect(weightedQuantile(values, null, 0.81)).toBe(5);
    expect(weightedQuantile(values, Float64Array.of(1, 1, 1, 6, 1), 0.5)).toBe(2);
  });

  it.each([0.1, 0.5, 0.9])('has its share of the rows below the prediction, level %s', async (quantile) => {
    const forest = await grow({ ...numbers, settings: { ...numbers.settings, loss: 'quantile', quantile } });
    const { features, labels } = numbers.train;
    const scores = scoresOf(forest, features, 3);
    const below = labels.filter((label, row) => label <= scores[row]!).length / labels.length;
    expect(Math.abs(below - quantile)).toBeLessThan(0.06);
  });
});

describe('a loss of numbers from 0 on', () => {
  const shift = 4;
  const scale = 2;
  const counts = numbers.train.labels.map((label) => Math.max(0, Math.round(Math.exp(label / 2))));
  const scaled: TreeProblem = {
    ...numbers,
    train: { features: numbers.train.features, labels: counts.map((count) => (count - shift) / scale) },
  };
  const jobFor = (loss: TreeSettings['loss'], problem = scaled) => {
    const job = jobOf({ ...problem, settings: { ...problem.settings, loss } });
    const target = { kind: 'number' as const, column: 'y', shift, scale };
    return { ...job, targetScale: scale, fitted: { ...job.fitted, target } };
  };

  it.each(['poisson', 'tweedie'] as const)(
    '%s answers in scaled units, as other models do, and means what was counted',
    async (loss) => {
      const job = jobFor(loss);
      const outcome = await run(job);
      if (outcome.learnt.kind !== 'state') throw new Error('no state');
      const { bytes, facts } = outcome.learnt;
      const artifact = {
        family: 'trees',
        state: [],
        bytes: bytes.length,
        preprocessing: job.fitted,
        facts,
        sha256: '',
      } satisfies StateArtifact;
      const predictor = await numerics.load({ recipe: job.recipe, artifact, bytes });
      const { features } = scaled.train;
      const answers = await predictor.predict(features, counts.length);
      const scores = scoresOf(forestFrom(outcome), features, 3);
      for (const [row, answer] of answers.entries())
        expect(shift + scale * answer).toBeCloseTo(Math.exp(scores[row]!), 4);
      const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(shift + scale * mean(answers) - mean(counts)).toBeLessThan(0.15 * mean(counts));
      // The curve is in the unit of the target.
      const { trainMetric } = outcome.record.history!.at(-1)!;
      const squares = counts.map((count, row) => (count - Math.exp(scores[row]!)) ** 2);
      expect(trainMetric).toBeCloseTo(Math.sqrt(mean(squares)), 3);
    },
  );

  it('refuses a target below 0', async () => {
    const below = {
      ...scaled,
      train: { ...scaled.train, labels: scaled.train.labels.map((label) => label - 3) },
    };
    await expect(run(jobFor('poisson', below))).rejects.toMatchObject({
      fault: { code: 'recipe_invalid', place: { field: 'model.settings.loss' } },
    });
  });
});
