// Names a version the champion: after an approval by someone other than its author, or with a reason why not.
import { HearthError } from '../../contract/transport/fault';
import type { Promotion } from '../../contract/release/version';
import { newId } from '../../storage/store/ids';
import { getProjectRecord } from '../../storage/projects';
import { reviewsOf } from '../../storage/team';
import { addPromotion, getVersion } from '../../storage/versions';
import { approvalOf } from '../../domain/release/approval';
import { voidedApprovals } from '../model-card/seals';

/** The newest decision counts: a version rejected after its approval, or whose card was edited since, needs a new one. */
export async function promoteVersion(versionId: string, waiver: string | null): Promise<Promotion> {
  const version = await getVersion(versionId);
  const { team } = await getProjectRecord(version.projectId);
  const { projectId } = version;
  const found = approvalOf(version, {
    reviews: await reviewsOf(projectId),
    voided: await voidedApprovals(projectId),
  });
  const approval = found.kind === 'approved' ? found.review : null;
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
