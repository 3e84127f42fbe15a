// Seals an approval with the hashes of what it is of, and finds the approvals whose seal no longer holds: in the app a later text, in
// the store or a project file anything that was altered.
import type { Review } from '../../contract/project/project';
import { unsealed, type ApprovalSeal, type VoidReason } from '../../contract/release/card';
import type { ModelVersion, VersionFacts } from '../../contract/release/version';
import { reviewsOf } from '../../storage/team';
import { versionFactsOf, versionsOf } from '../../storage/versions';
import { sealedRecords } from './card-records';
import { cardSha256, reviewSha256, versionSeal } from './seal-hashes';

/** The review with the seal of what it was decided about. */
export async function sealed(review: Review, version: ModelVersion): Promise<Review> {
  const cards = await revisionsOf(version);
  const seal = await versionSeal(version, await sealedRecords(version));
  const card = await cardSha256(seal, version.card, cards);
  const bound = { version: seal, card, revisions: cards.length };
  return { ...review, seal: { ...bound, sha256: await reviewSha256(review, bound) } };
}

/** Every text of a version's card that was signed for, oldest first. */
export async function revisionsOf({ id, projectId }: Pick<ModelVersion, 'id' | 'projectId'>) {
  const facts = await versionFactsOf(projectId);
  return facts.find(({ versionId }) => versionId === id)?.cards ?? [];
}

/** Approvals of a project that count no more, by their ids. */
export async function voidedApprovals(projectId: string): Promise<Record<string, VoidReason>> {
  const approvals = (await reviewsOf(projectId)).filter(({ decision }) => decision === 'approved');
  if (approvals.length === 0) return {};
  const [versions, facts] = await Promise.all([versionsOf(projectId), versionFactsOf(projectId)]);
  const found: [string, VoidReason][] = [];
  for (const review of approvals) {
    const version = versions.find(({ id }) => id === review.versionId);
    const own = facts.find(({ versionId }) => versionId === review.versionId);
    const reason = version ? await voidReason(review, version, own?.cards ?? []) : null;
    if (reason) found.push([review.id, reason]);
  }
  return Object.fromEntries(found);
}

async function voidReason(
  review: Review,
  version: ModelVersion,
  cards: VersionFacts['cards'],
): Promise<VoidReason | null> {
  const { seal } = review;
  if (seal === unsealed) return cards.length > 0 ? 'unsealed' : null;
  if (seal === null) return 'review'; // nobody decides without one
  if ((await reviewSha256(review, seal)) !== seal.sha256) return 'review';
  if ((await versionHash(version)) !== seal.version) return 'version';
  return cardReason(seal, version, cards);
}

async function versionHash(version: ModelVersion): Promise<string | null> {
  try {
    return await versionSeal(version, await sealedRecords(version));
  } catch {
    return null; // a record that the card shows is gone, or damaged
  }
}

async function cardReason(
  { version: seal, card, revisions }: ApprovalSeal,
  version: ModelVersion,
  cards: VersionFacts['cards'],
): Promise<VoidReason | null> {
  const known = cards.slice(0, revisions);
  if ((await cardSha256(seal, version.card, known)) !== card) return 'card';
  return cards.length > revisions ? 'edited' : null;
}
