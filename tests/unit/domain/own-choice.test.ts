import { expect, it } from 'vitest';
import type { Recipe } from '../../../src/contract/model/recipe';
import { isOwnChoice } from '../../../src/domain/choice/own-choice';

const drafted: Recipe = {
  format: 2,
  dataset: { id: '01J0000000000000000000000D', sha256: 'a'.repeat(64) },
  task: 'binary',
  target: 'approved',
  features: ['age', 'income'],
  split: { train: 0.7, validation: 0.15, test: 0.15, seed: 3, kind: 'random' },
  preprocessing: { numbers: 'standard', categories: 'one-hot', missing: 'median' },
  model: { family: 'trees', settings: { rounds: 1000, learningRate: 0.05 } },
  seed: 3,
} as unknown as Recipe;

it('what was drafted is nobody’s choice, in whatever order its fields come, and another seed chooses no model', () => {
  expect(isOwnChoice(Object.fromEntries(Object.entries(drafted).reverse()) as Recipe, drafted)).toBe(false);
  expect(isOwnChoice({ ...drafted, seed: 9 }, drafted)).toBe(false);
});

it('another family, another setting or other columns are', () => {
  const { model } = drafted as Extract<Recipe, { format: 2 }>;
  const settings = { ...model.settings, learningRate: 0.1 };
  expect(isOwnChoice({ ...drafted, model: { ...model, settings } } as Recipe, drafted)).toBe(true);
  expect(isOwnChoice({ ...drafted, model: { family: 'knn', settings: {} } } as Recipe, drafted)).toBe(true);
  expect(isOwnChoice({ ...drafted, features: ['age'] }, drafted)).toBe(true);
});
