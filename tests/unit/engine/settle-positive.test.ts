// A plan of two classes has a positive one: a new target's default, the person's choice, and what an older plan had.
import { describe, expect, it } from 'vitest';
import type { DataPlan } from '../../../src/contract/project/project';
import { settlePositive } from '../../../src/engine/project/update-project';
import * as given from '../domain/evaluation/records';

const dataset = {
  ...given.dataset,
  columns: ['y', 'z'].map((name) => ({
    name,
    type: 'category' as const,
    categories: ['ant', 'dog'],
    shape: null,
  })),
  profiles: ['y', 'z'].map((name) => ({
    ...{ name, missing: 0, distinct: 2, number: null },
    top: [
      { value: 'dog', count: 700 },
      { value: 'ant', count: 300 },
    ],
  })),
};
const plan: DataPlan = given.project.data;

describe('the positive class of a plan', () => {
  it('is the default of a new target', () => {
    expect(settlePositive(plan, { ...plan, target: null, task: null }, dataset).positive).toBe('ant');
    expect(settlePositive({ ...plan, target: 'z' }, plan, dataset).positive).toBe('ant');
  });

  it('stays as chosen, and as it was where nobody could choose', () => {
    expect(settlePositive({ ...plan, positive: 'dog' }, plan, dataset).positive).toBe('dog');
    expect('positive' in settlePositive(plan, plan, dataset)).toBe(false);
  });

  it('is none of another task, and no class that is not there', () => {
    expect(
      'positive' in settlePositive({ ...plan, task: 'multiclass', positive: 'dog' }, plan, dataset),
    ).toBe(false);
    expect(settlePositive({ ...plan, positive: 'cat' }, plan, dataset).positive).toBe('ant');
  });
});
