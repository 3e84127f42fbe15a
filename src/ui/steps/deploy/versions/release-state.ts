// Where a version stands between registered and released: read from reviews and promotions. Enforcing it is the data worker's.
import type { Review } from '../../../../contract/project/project';
import type { ModelCard, ModelVersion, Promotion, VersionFacts } from '../../../../contract/release/version';

/** The newest answer to the question whether someone other than the author approves. */
export type Approval =
  | { kind: 'none' }
  | { kind: 'waiting'; review: Review }
  | { kind: 'approved'; review: Review }
  | { kind: 'rejected'; review: Review };

/** The newest decision counts, and an approval only where reviewer and author are known and different people. */
export function approvalOf(
  version: Pick<ModelVersion, 'id' | 'authorId'>,
  reviews: readonly Review[],
): Approval {
  const own = reviews.filter(({ versionId }) => versionId === version.id);
  const newest = (list: Review[], at: (review: Review) => number) =>
    list.toSorted((a, b) => at(b) - at(a))[0];
  const last = newest(
    own.filter(({ decision }) => decision !== null),
    ({ decidedAt }) => decidedAt ?? 0,
  );
  if (last?.decision === 'approved' && isIndependent(last, version.authorId))
    return { kind: 'approved', review: last };
  const waiting = newest(
    own.filter(({ decision }) => decision === null),
    ({ requestedAt }) => requestedAt,
  );
  if (waiting) return { kind: 'waiting', review: waiting };
  return last?.decision === 'rejected' ? { kind: 'rejected', review: last } : { kind: 'none' };
}

/** Four eyes: the reviewer is neither the author nor, where no author is known, the one who asked. */
function isIndependent({ reviewerId, requestedBy }: Review, authorId: string | null): boolean {
  const other = authorId ?? requestedBy;
  return reviewerId !== null && other !== null && reviewerId !== other;
}

/** Whether a version is the champion, was one before, or never was. @param promotions newest first */
export function releaseOf(
  versionId: string,
  promotions: readonly Promotion[],
): 'champion' | 'earlier' | 'never' {
  if (promotions[0]?.versionId === versionId) return 'champion';
  return promotions.some((promotion) => promotion.versionId === versionId) ? 'earlier' : 'never';
}

/** The fields of a model card, in the order in which they are asked. */
export const cardFields = [
  'purpose',
  'users',
  'outOfScope',
  'trainingData',
  'evaluationData',
  'metrics',
  'factors',
  'limitations',
  'ethics',
  'contact',
] as const satisfies readonly (keyof ModelCard)[];

/** The card as people see it: what they wrote over what was filled in for them. */
export const cardOf = (version: ModelVersion, facts: VersionFacts | undefined): ModelCard =>
  facts?.card ?? version.card;

/** How many of the card's fields say something. */
export const filledFields = (card: ModelCard): number =>
  cardFields.filter((field) => card[field].trim() !== '').length;
