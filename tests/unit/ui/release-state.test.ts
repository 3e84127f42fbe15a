import { describe, expect, it } from 'vitest';
import type { Promotion } from '../../../src/contract/release/version';
import { filledFields, releaseOf } from '../../../src/ui/steps/deploy/versions/release-state';

const promotion = (versionId: string) => ({ versionId }) as Promotion;

describe('releaseOf', () => {
  it('tells the champion from an earlier one and from one that never was', () => {
    const promotions = [promotion('v3'), promotion('v1'), promotion('v3')];
    expect(['v3', 'v1', 'v2'].map((id) => releaseOf(id, promotions))).toEqual([
      'champion',
      'earlier',
      'never',
    ]);
  });
});

describe('filledFields', () => {
  it('does not count blanks', () => {
    const card = {
      ...{ purpose: 'Score applications', users: ' ', outOfScope: '', limitations: '\n' },
      ...{ ethics: '', contact: 'ann' },
    };
    expect(filledFields(card)).toBe(2);
  });
});
