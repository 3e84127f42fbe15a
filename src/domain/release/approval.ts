// Whether a version is approved: by someone other than its author, newest decision first, of the card as it stands. One answer for the
// screens, for promotions, exports and E. Which approvals are void, the worker finds by their hashes.
import type { Review } from '../../contract/project/project';
import type { ProjectView } from '../../contract/project/view';
import type { VoidReason } from '../../contract/release/card';
import type { ModelVersion } from '../../contract/release/version';

/** The newest answer to the question whether someone other than the author approves. */
export type Approval =
  | { kind: 'none' }
  | { kind: 'waiting'; review: Review; void?: Voided | undefined }
  | { kind: 'approved'; review: Review }
  | { kind: 'void'; review: Review; reason: VoidReason }
  | { kind: 'rejected'; review: Review };

/** An approval that counts no more. */
export interface Voided {
  review: Review;
  reason: VoidReason;
}

/** What an answer is read from. */
export type Approvals = Pick<ProjectView, 'reviews' | 'voided'>;

/** The newest decision counts, an approval only of the card as it stands, and only where reviewer and author are known and different people. */
export function approvalOf(
  version: Pick<ModelVersion, 'id' | 'authorId'>,
  { reviews, voided = {} }: Approvals,
): Approval {
  const own = reviews.filter(({ versionId }) => versionId === version.id);
  const last = newest(
    own.filter(({ decision }) => decision !== null),
    ({ decidedAt }) => decidedAt ?? 0,
  );
  const approved = last?.decision === 'approved' && isIndependent(last, version.authorId) ? last : null;
  const reason = approved ? voided[approved.id] : undefined;
  if (approved && reason === undefined) return { kind: 'approved', review: approved };
  const waiting = newest(
    own.filter(({ decision }) => decision === null),
    ({ requestedAt }) => requestedAt,
  );
  const gone = approved && reason !== undefined ? { review: approved, reason } : undefined;
  if (waiting) return { kind: 'waiting', review: waiting, void: gone };
  if (gone) return { kind: 'void', ...gone };
  return last?.decision === 'rejected' ? { kind: 'rejected', review: last } : { kind: 'none' };
}

/** Later in the list wins among equals. */
function newest(list: readonly Review[], at: (review: Review) => number): Review | undefined {
  return list.toSorted((a, b) => at(b) - at(a) || (a.id < b.id ? 1 : -1))[0];
}

/** Four eyes: the reviewer is known, and is neither the author nor, where no author is known, the one who asked. */
export function isIndependent(
  { reviewerId, requestedBy }: Pick<Review, 'reviewerId' | 'requestedBy'>,
  authorId: string | null,
): boolean {
  const other = authorId ?? requestedBy;
  return reviewerId !== null && other !== null && reviewerId !== other;
}
