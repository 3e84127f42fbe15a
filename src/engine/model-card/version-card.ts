// A version's card: read as it is shown and exported, and signed for.
import * as v from 'valibot';
import { HearthError } from '../../contract/transport/fault';
import {
  unsealed,
  writtenCard,
  type CardApproval,
  type CardRevision,
  type VersionCard,
  type WrittenCard,
} from '../../contract/release/card';
import type { ModelVersion } from '../../contract/release/version';
import { canonicalJson } from '../../domain/hashing/canonical';
import { approvalOf } from '../../domain/release/approval';
import { getProjectRecord } from '../../storage/projects';
import { reviewsOf } from '../../storage/team';
import { addCardRevision, getVersion } from '../../storage/versions';
import { cardRecords } from './card-records';
import { cardSha256, versionSeal } from './seal-hashes';
import { revisionsOf, voidedApprovals } from './seals';
import type { CardLocale } from './texts';
import { computeCard } from './write-card';

/** The card as it stands: computed from the records now, with the text that was signed for last. */
export async function versionCard(versionId: string, locale: CardLocale): Promise<VersionCard> {
  const version = await getVersion(versionId);
  const records = await cardRecords(version);
  const revisions = await revisionsOf(version);
  const last = revisions.at(-1);
  return {
    computed: computeCard(records, locale),
    written: last?.text ?? version.card,
    signed: last ? { name: last.name, at: last.at } : null,
    artifactSha256: version.artifact.sha256,
    cardSha256: await cardSha256(await versionSeal(version, records), version.card, revisions),
    approval: await cardApproval(version),
  };
}

async function cardApproval(version: ModelVersion): Promise<CardApproval> {
  const { projectId } = version;
  const reviews = await reviewsOf(projectId);
  const approval = approvalOf(version, { reviews, voided: await voidedApprovals(projectId) });
  const gone = approval.kind === 'waiting' ? approval.void : approval.kind === 'void' ? approval : undefined;
  const review = approval.kind === 'approved' ? approval.review : gone?.review;
  if (!review) return { state: 'none', reason: null, by: null, at: null, cardSha256: null };
  const { team } = await getProjectRecord(projectId);
  return {
    state: gone ? 'void' : 'approved',
    reason: gone?.reason ?? null,
    by: team.members.find(({ id }) => id === review.reviewerId)?.name ?? null,
    at: review.decidedAt,
    cardSha256: review.seal === null || review.seal === unsealed ? null : review.seal.card,
  };
}

/**
 * Signs for a text of the card in the name of whoever acts, else of `name`. `input_invalid` for a computed or unknown field, and
 * where nobody signs. The same text again is signed for once.
 */
export async function signCard(versionId: string, card: WrittenCard, name = ''): Promise<CardRevision> {
  const checked = v.safeParse(writtenCard, card);
  if (!checked.success) {
    const [issue] = checked.issues;
    throw new HearthError(
      'input_invalid',
      { field: v.getDotPath(issue) ?? '' },
      { received: issue.received },
    );
  }
  const version = await getVersion(versionId);
  const { members, actingId } = (await getProjectRecord(version.projectId)).team;
  const acting = members.find(({ id }) => id === actingId);
  const signer = (acting?.name ?? name).trim().slice(0, 500);
  if (signer === '') throw new HearthError('input_invalid', { field: 'name' });
  const last = (await revisionsOf(version)).at(-1);
  if (last && last.name !== '' && canonicalJson(last.text) === canonicalJson(checked.output)) return last;
  const revision = { text: checked.output, by: acting?.id ?? null, name: signer, at: Date.now() };
  await addCardRevision(versionId, revision);
  return revision;
}
