// A model card (Mitchell et al. 2019, "Model cards for model reporting"): what people write and sign for, and what is computed from the
// records. The computed part is never stored, so nobody can write over it.
import * as v from 'valibot';
import { sha256, timestamp, ulid } from '../data/dataset';

const text = v.pipe(v.string(), v.maxLength(20_000));

/** What people write. Empty string means not filled. */
export const writtenCard = v.strictObject({
  purpose: text,
  users: text,
  outOfScope: text,
  limitations: text,
  ethics: text,
  contact: text,
});
export type WrittenCard = v.InferOutput<typeof writtenCard>;
/** The fields that people write, in the order in which they are shown. */
export const writtenFields = Object.keys(writtenCard.entries) as (keyof WrittenCard)[];

/** The text as someone signed for it. */
export const cardRevision = v.strictObject({
  text: writtenCard,
  /** A member; null where none acted, and in cards of an earlier app. */
  by: v.nullable(ulid),
  /** Name as it was then; empty in cards of an earlier app, which asked for none. */
  name: v.pipe(v.string(), v.maxLength(500)),
  at: v.nullable(timestamp),
});
export type CardRevision = v.InferOutput<typeof cardRevision>;

/** What was approved, in hashes without ids: they hold for a copy of the project too. */
export const approvalSeal = v.strictObject({
  /** Of the version and of the results that its card shows. */
  version: sha256,
  /** Of the card: the version's hash and every text that was signed for until then. */
  card: sha256,
  /** How many texts had been signed for. */
  revisions: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Of the review itself: who said what, when, of which hashes. */
  sha256,
});
export type ApprovalSeal = v.InferOutput<typeof approvalSeal>;
/** Decided in an app that recorded no hashes. */
export const unsealed = 'earlier';

/** What is computed for a card, worded in a language of the app. */
export interface ComputedCard {
  trainingData: string;
  evaluationData: string;
  metrics: string;
  factors: string;
  findings: string;
}
/** The computed fields, in the order in which they are shown. */
export const computedFields = [
  'trainingData',
  'evaluationData',
  'metrics',
  'factors',
  'findings',
] as const satisfies readonly (keyof ComputedCard)[];

/** Why an approval counts no more. */
export type VoidReason =
  /** Someone signed for another text since. */
  | 'edited'
  /** The text is not the approved one, and nobody signed for the change. */
  | 'card'
  /** The review is not as it was decided. */
  | 'review'
  /** The version, or a result that its card shows, is not as it was approved. */
  | 'version'
  /** Approved in an earlier app, which did not record the text, and the text was written by hand. */
  | 'unsealed';

/** How an approval stands to the text that is released. */
export interface CardApproval {
  state: 'none' | 'approved' | 'void';
  reason: VoidReason | null;
  by: string | null;
  at: number | null;
  /** Hash of the card that was approved; null where none was, or an earlier app recorded none. */
  cardSha256: string | null;
}

/** A card as it is shown and exported. */
export interface VersionCard {
  computed: ComputedCard;
  written: WrittenCard;
  /** Who signed for the text; null while it is as the records suggested it. */
  signed: Pick<CardRevision, 'name' | 'at'> | null;
  artifactSha256: string;
  cardSha256: string;
  approval: CardApproval;
}

const textOf = (card: Record<string, unknown>, field: string): string =>
  typeof card[field] === 'string' ? card[field] : '';

/** The people's part of a card of an earlier app, which kept both parts as text that anyone could edit. */
export function writtenPart(card: Record<string, unknown>): WrittenCard {
  return Object.fromEntries(writtenFields.map((field) => [field, textOf(card, field)])) as WrittenCard;
}
