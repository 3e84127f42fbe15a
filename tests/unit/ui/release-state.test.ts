import { describe, expect, it } from 'vitest';
import type { Review } from '../../../src/contract/project/project';
import type { ModelCard, Promotion } from '../../../src/contract/release/version';
import { approvalOf, filledFields, releaseOf } from '../../../src/ui/steps/deploy/versions/release-state';

const version = { id: 'v1', authorId: 'ann' as string | null };

function review(part: Partial<Review>): Review {
  return {
    id: 'r',
    projectId: 'p',
    versionId: 'v1',
    requestedBy: 'ann',
    reviewerId: 'bob',
    decision: null,
    comment: '',
    requestedAt: 100,
    decidedAt: null,
    ...part,
  };
}
const promotion = (versionId: string) => ({ versionId }) as Promotion;

describe('approvalOf', () => {
  it('is none where nobody was asked, or only about another version', () => {
    expect(approvalOf(version, []).kind).toBe('none');
    expect(approvalOf(version, [review({ versionId: 'v2' })]).kind).toBe('none');
  });

  it('waits for the newest request', () => {
    const reviews = [review({ id: 'old', requestedAt: 1 }), review({ id: 'new', requestedAt: 2 })];
    expect(approvalOf(version, reviews)).toMatchObject({ kind: 'waiting', review: { id: 'new' } });
  });

  it('counts an approval by someone else, even beside a newer request', () => {
    const approved = review({ id: 'yes', decision: 'approved', decidedAt: 200 });
    expect(approvalOf(version, [approved, review({ requestedAt: 300 })])).toMatchObject({
      review: { id: 'yes' },
    });
  });

  it('does not count the author approving the own version', () => {
    const own = review({ reviewerId: 'ann', decision: 'approved', decidedAt: 200 });
    expect(approvalOf(version, [own]).kind).toBe('none');
  });

  it('takes the one who asked for the author where no author is known, and nobody where neither is', () => {
    const unsigned = { id: 'v1', authorId: null };
    const approved = { decision: 'approved' as const, decidedAt: 200 };
    expect(approvalOf(unsigned, [review({ ...approved })]).kind).toBe('approved');
    expect(approvalOf(unsigned, [review({ ...approved, reviewerId: 'ann' })]).kind).toBe('none');
    expect(approvalOf(unsigned, [review({ ...approved, requestedBy: null })]).kind).toBe('none');
  });

  it('lets the newest decision win, whichever it is', () => {
    const yes = review({ decision: 'approved', decidedAt: 200 });
    const no = review({ decision: 'rejected', decidedAt: 300 });
    expect(approvalOf(version, [yes, no]).kind).toBe('rejected');
    expect(approvalOf(version, [no, { ...yes, decidedAt: 400 }]).kind).toBe('approved');
    expect(approvalOf(version, [no, review({ requestedAt: 500 })]).kind).toBe('waiting');
  });
});

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
    const card: ModelCard = {
      purpose: 'Score applications',
      users: ' ',
      outOfScope: '',
      trainingData: 'x',
      evaluationData: 'y',
      metrics: 'AUC .8',
      factors: '\n',
      limitations: '',
      ethics: '',
      contact: 'ann',
    };
    expect(filledFields(card)).toBe(5);
  });
});
