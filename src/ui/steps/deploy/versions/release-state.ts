// Where a version stands between registered and released: read from promotions. Whether it is approved: domain/release/approval.ts.
import { writtenFields, type WrittenCard } from '../../../../contract/release/card';
import type { ModelVersion, Promotion, VersionFacts } from '../../../../contract/release/version';

/** Whether a version is the champion, was one before, or never was. @param promotions newest first */
export function releaseOf(
  versionId: string,
  promotions: readonly Promotion[],
): 'champion' | 'earlier' | 'never' {
  if (promotions[0]?.versionId === versionId) return 'champion';
  return promotions.some((promotion) => promotion.versionId === versionId) ? 'earlier' : 'never';
}

/** What people wrote of a card: as it was signed for last, else as the records suggested it. */
export const writtenOf = (version: ModelVersion, facts: VersionFacts | undefined): WrittenCard =>
  facts?.cards.at(-1)?.text ?? version.card;

/** How many of the fields that people write say something. */
export const filledFields = (card: WrittenCard): number =>
  writtenFields.filter((field) => card[field].trim() !== '').length;
