import { describe, expect, it } from 'vitest';
import type { Column, ColumnProfile } from '../../../src/contract/data/dataset';
import type { NetRecipe } from '../../../src/contract/model/recipe';
import { recipeProblem, refusal } from '../../../src/ui/steps/model/recipe/recipe-problem';
import { denseRecipe } from '../state/recipe-fixture';

const column = (name: string, type: Column['type'], categories: string[] = []): Column => ({
  name,
  type,
  categories,
  shape: null,
});
const profiles: ColumnProfile[] = [];
const dataset = {
  columns: [
    column('age', 'number'),
    column('income', 'number'),
    column('region', 'category', ['n', 's']),
    column('defaulted', 'category', ['0', '1']),
  ],
  profiles,
};
const withLayers = (layers: NetRecipe['model']['layers']): NetRecipe => ({
  ...denseRecipe,
  model: { family: 'dense', layers },
});

describe('what keeps a recipe from a run', () => {
  it('is nothing for one that fits', () => {
    expect(recipeProblem(denseRecipe, dataset)).toBeNull();
  });

  it('is a layer that cannot follow, wherever it stands, with the reason', () => {
    const lstm = { kind: 'lstm' as const, units: 8, returnSequences: false };
    const dense = { kind: 'dense' as const, units: 8, activation: 'relu' as const };
    expect(recipeProblem(withLayers([lstm]), dataset)).toMatch(/needs steps × channels/);
    expect(recipeProblem(withLayers([dense, lstm, dense]), dataset)).toMatch(/needs steps × channels/);
  });

  it('is an output that is no list of numbers', () => {
    const embedding = { kind: 'embedding' as const, vocabulary: 10, units: 4 };
    expect(recipeProblem(withLayers([embedding]), dataset)).toMatch(/^The output layer needs/);
  });

  it('is a target or features that the data do not have', () => {
    expect(recipeProblem({ ...denseRecipe, target: 'gone' }, dataset)).toMatch(/target/);
    expect(recipeProblem({ ...denseRecipe, features: [] }, dataset)).toMatch(/feature/);
    expect(recipeProblem({ ...denseRecipe, features: ['gone'] }, dataset)).toMatch(/feature/);
  });

  it('is a setting that no recipe may have, by name', () => {
    expect(recipeProblem({ ...denseRecipe, epochs: 0 }, dataset)).toMatch(/epochs/i);
    expect(recipeProblem({ ...denseRecipe, batchSize: 1.5 }, dataset)).toMatch(/batch/i);
  });

  it('is the engine’s refusal of the recipe, and no other fault of an estimate', () => {
    const fault = { place: { field: 'model.settings.c' }, params: {}, detail: null };
    expect(refusal({ ...fault, code: 'recipe_invalid' } as never)).toMatch(/invalid/);
    expect(refusal({ ...fault, code: 'backend_unavailable' } as never)).toBeNull();
    expect(refusal(null)).toBeNull();
  });
});
