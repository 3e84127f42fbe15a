import { describe, expect, it } from 'vitest';
import type { Review } from '../../../../src/contract/project/project';
import { approvalOf, isIndependent } from '../../../../src/domain/release/approval';

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
    seal: null,
    ...part,
  };
}
describe('approvalOf', () => {
  it('is none where nobody was asked, or only about another version', () => {
    expect(approvalOf(version, { reviews: [] }).kind).toBe('none');
    expect(approvalOf(version, { reviews: [review({ versionId: 'v2' })] }).kind).toBe('none');
  });

  it('waits for the newest request', () => {
    const reviews = [review({ id: 'old', requestedAt: 1 }), review({ id: 'new', requestedAt: 2 })];
    expect(approvalOf(version, { reviews })).toMatchObject({ kind: 'waiting', review: { id: 'new' } });
  });

  it('counts an approval by someone else, even beside a newer request', () => {
    const approved = review({ id: 'yes', decision: 'approved', decidedAt: 200 });
    expect(approvalOf(version, { reviews: [approved, review({ requestedAt: 300 })] })).toMatchObject({
      review: { id: 'yes' },
    });
  });

  it('does not count the author approving the own version', () => {
    const own = review({ reviewerId: 'ann', decision: 'approved', decidedAt: 200 });
    expect(approvalOf(version, { reviews: [own] }).kind).toBe('none');
  });

  it('takes the one who asked for the author where no author is known, and nobody where neither is', () => {
    const unsigned = { id: 'v1', authorId: null };
    const approved = { decision: 'approved' as const, decidedAt: 200 };
    expect(approvalOf(unsigned, { reviews: [review({ ...approved })] }).kind).toBe('approved');
    expect(approvalOf(unsigned, { reviews: [review({ ...approved, reviewerId: 'ann' })] }).kind).toBe('none');
    expect(approvalOf(unsigned, { reviews: [review({ ...approved, requestedBy: null })] }).kind).toBe('none');
  });

  it('lets the newest decision win, whichever it is', () => {
    const yes = review({ decision: 'approved', decidedAt: 200 });
    const no = review({ decision: 'rejected', decidedAt: 300 });
    expect(approvalOf(version, { reviews: [yes, no] }).kind).toBe('rejected');
    expect(approvalOf(version, { reviews: [no, { ...yes, decidedAt: 400 }] }).kind).toBe('approved');
    expect(approvalOf(version, { reviews: [no, review({ requestedAt: 500 })] }).kind).toBe('waiting');
  });

  it('is void where the worker found it so, until someone else approves again', () => {
    const yes = review({ id: 'yes', decision: 'approved', decidedAt: 200 });
    const voided = { yes: 'edited' as const };
    expect(approvalOf(version, { reviews: [yes], voided })).toMatchObject({ kind: 'void', reason: 'edited' });
    const asked = review({ id: 'asked', requestedAt: 300 });
    expect(approvalOf(version, { reviews: [yes, asked], voided })).toMatchObject({
      ...{ kind: 'waiting', review: { id: 'asked' }, void: { reason: 'edited' } },
    });
    const again = review({ id: 'again', decision: 'approved', decidedAt: 400 });
    expect(approvalOf(version, { reviews: [yes, again], voided })).toMatchObject({
      ...{ kind: 'approved', review: { id: 'again' } },
    });
  });
});

describe('four eyes', () => {
  const [author, other] = ['ann', 'bob'];
  const review = (requestedBy: string | null, reviewerId: string | null): Review => ({
    ...{ id: 'x', projectId: 'x', versionId: 'x', requestedBy, reviewerId },
    ...{ decision: 'approved', comment: '', requestedAt: 1, decidedAt: 2, seal: null },
  });

  it('the reviewer is someone else than the author', () => {
    expect(isIndependent(review(author, other), author)).toBe(true);
    expect(isIndependent(review(other, author), author)).toBe(false);
    expect(isIndependent(review(author, null), author)).toBe(false);
  });

  it('without a known author, someone else than who asked', () => {
    expect(isIndependent(review(author, other), null)).toBe(true);
    expect(isIndependent(review(other, other), null)).toBe(false);
    expect(isIndependent(review(null, other), null)).toBe(false);
  });
});
