// Names a version the champion: after an approval by someone other than its author, or with a reason why not.
import { HearthError } from '../../contract/transport/fault';
import type { Promotion } from '../../contract/release/version';
import { newId } from '../../storage/store/ids';
import { getProjectRecord } from '../../storage/projects';
import { reviewsOf } from '../../storage/team';
import { addPromotion, getVersion } from '../../storage/versions';
import { isIndependent } from '../project/reviews-and-tasks';

/** The newest decision of a review counts: a version rejected after its approval needs a new one. */
export async function promoteVersion(versionId: string, waiver: string | null): Promise<Promotion> {
  const version = await getVersion(versionId);
  const { team } = await getProjectRecord(version.projectId);
  const decided = (await reviewsOf(version.projectId))
    .filter((review) => review.versionId === versionId && review.decision !== null)
    .sort((a, b) => (a.decidedAt ?? 0) - (b.decidedAt ?? 0) || (a.id < b.id ? -1 : 1));
  const last = decided.at(-1);
  const approval = last?.decision === 'approved' && isIndependent(last, version.authorId) ? last : null;
  const reason = waiver?.trim() ?? '';
  if (!approval && reason === '') throw new HearthError('approval_needed', {}, { version: version.number });
  const promotion: Promotion = {
    id: newId(),
    projectId: version.projectId,
    versionId,
    alias: 'champion',
    by: team.actingId,
    reviewId: approval?.id ?? null,
    waiver: approval ? null : reason,
    at: Date.now(),
  };
  await addPromotion(promotion);
  return promotion;
}
