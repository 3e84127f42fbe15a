import { describe, expect, it } from 'vitest';
import { finishedBaseline, unfinishedBaseline, wantsBaseline } from '../../../src/engine/jobs/baseline-rule';
import { denseRecipe } from '../state/recipe-fixture';

const artifact = {
  weights: [],
  tensors: [],
  bytes: 48,
  preprocessing: {
    features: [],
    target: { kind: 'classes' as const, column: 'defaulted', classes: ['no', 'yes'] },
    inputShape: [11],
  },
  sha256: 'c'.repeat(64),
};
const done = { role: 'baseline' as const, status: 'done' as const, artifact, partitionSha256: 'p1' };

describe('the baseline of a training', () => {
  it('is the newest that has finished on the same partition', () => {
    const older = { ...done };
    expect(finishedBaseline([older, done], 'p1')).toBe(done);
  });

  it.each([
    ['another partition', { ...done, partitionSha256: 'p2' }],
    ['a model run', { ...done, role: 'model' as const }],
    ['a stopped one', { ...done, status: 'stopped' as const }],
    ['one without weights', { ...done, artifact: null }],
  ])('is still to come, where there is only %s', (_, run) => {
    expect(finishedBaseline([run], 'p1')).toBeNull();
  });

  it('is resumed, where one was interrupted on the same partition', () => {
    const cut = { ...done, status: 'interrupted' as const };
    expect(
      unfinishedBaseline([{ ...cut, role: 'model' }, { ...cut, partitionSha256: 'p2' }, done, cut], 'p1'),
    ).toBe(cut);
    expect(unfinishedBaseline([done], 'p1')).toBeNull();
  });

  it('is not wanted beside a model as simple as one', () => {
    expect(wantsBaseline(denseRecipe)).toBe(true);
    expect(wantsBaseline({ ...denseRecipe, model: { family: 'linear', layers: [] } })).toBe(false);
  });
});
