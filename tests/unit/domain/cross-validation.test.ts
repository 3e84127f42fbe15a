// A cross-validation is the runs of one recipe over its folds, of each fold the newest, with mean and sample deviation.
import { expect, it } from 'vitest';
import type { Recipe } from '../../../src/contract/model/recipe';
import type { JudgementRow, RunRow } from '../../../src/contract/project/rows';
import { crossValidation, foldOf, spreadOf, withFold } from '../../../src/domain/choice/cross-validation';

const recipe = (held: number | null, seed = 1) =>
  ({
    ...{ format: 2, dataset: { id: 'x', sha256: 'a' }, target: 'y', seed, model: { family: 'exact-linear' } },
    split: {
      ...{ kind: 'random', train: 0.6, validation: 0.2, test: 0.2, seed: 1 },
      ...(held === null ? {} : { folds: { count: 5, held } }),
    },
  }) as unknown as Recipe;

it('gives recipes one name that differ in the held fold alone', () => {
  expect(foldOf(recipe(null))).toEqual({});
  const [one, two] = [foldOf(recipe(1)).fold!, foldOf(recipe(2)).fold!];
  expect(one).toMatchObject({ count: 5, held: 1 });
  expect(two.of).toBe(one.of);
  expect(foldOf(withFold(recipe(1), 4)).fold).toEqual({ count: 5, held: 4, of: one.of });
  expect(foldOf(recipe(1, 2)).fold?.of).not.toBe(one.of);
});

it('sums up the newest evaluated run of each fold', () => {
  const { of } = foldOf(recipe(1)).fold!;
  const runs = [
    [1, 1, of],
    [2, 1, of],
    [3, 2, of],
    [4, 3, of],
    [5, 2, 'other'],
  ].map(([number, held, name]) => ({
    ...{ id: `r${number}`, number, role: 'model', artifact: { sha256: 'w', bytes: 1 } },
    fold: { count: 5, held, of: name },
  })) as unknown as RunRow[];
  const judged = (runId: string, accuracy: number) =>
    ({ runId, artifactSha256: 'w', takenAt: 1, test: { metrics: { accuracy } } }) as unknown as JudgementRow;
  const judgements = [judged('r1', 0.1), judged('r2', 0.8), judged('r3', 0.7), judged('r5', 0)];
  const found = crossValidation({ runs, judgements }, { of, count: 5, held: 1 }, ['accuracy', 'rmse']);
  expect(found.runs.map(({ held, run }) => `${held} ${run.id}`)).toEqual(['1 r2', '2 r3']);
  expect(found.metrics).toEqual([
    {
      name: 'accuracy',
      mean: expect.closeTo(0.75, 12) as number,
      stdDev: expect.closeTo(Math.SQRT1_2 / 10, 12) as number,
      folds: 2,
    },
  ]);
});

it('takes the deviation of the sample, none of one fold', () => {
  // numpy 2.1: np.std([0.81, 0.79, 0.84, 0.8, 0.76], ddof=1)
  expect(spreadOf([0.81, 0.79, 0.84, 0.8, 0.76])).toEqual({
    ...{
      mean: expect.closeTo(0.8, 12) as number,
      stdDev: expect.closeTo(0.029154759474226504, 12) as number,
    },
    folds: 5,
  });
  expect(spreadOf([0.5])).toEqual({ mean: 0.5, stdDev: null, folds: 1 });
});
