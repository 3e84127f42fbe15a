// How a person answers an indicator: with a step that has a written anchor, or with a share. Its words are found by its id.
import { definitionOf } from '../../../../domain/evaluation/catalogue';
import { keyedMessages, type KeyedMessage } from '../../../../i18n/keyed-messages';

/** How an indicator is answered, in the reader's language. */
export type AnswerKind =
  /** Steps of equal distance from 0 to 1, each with its anchor. */
  { kind: 'steps'; anchors: readonly string[] } | { kind: 'share'; part: string; whole: string };

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('../../../../i18n/paraglide/messages/evaluate_answer_*.js', {
    eager: true,
  }),
);

/** The answer that an indicator takes here; null where it is measured or has a screen of its own. */
export function answerKind(id: string): AnswerKind | null {
  const text = (suffix: string | number) => message(`evaluate_answer_${id}_${suffix}`)?.() ?? '';
  const answer = definitionOf.get(id)?.answer;
  if (!answer) return null;
  if (answer.kind === 'share') return { kind: 'share', part: text('part'), whole: text('whole') };
  return { kind: 'steps', anchors: Array.from({ length: answer.steps }, (_, step) => text(step)) };
}

/** The value of step `index` of `count`: 0 for the first, 1 for the last. */
export const stepValue = (index: number, count: number): number => (count < 2 ? 0 : index / (count - 1));

/** The step nearest to a value. */
export const nearestStep = (value: number, count: number): number => Math.round(value * (count - 1));

/** A share of a whole, or null where the numbers are none. */
export function shareValue(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole <= 0 || part < 0 || part > whole) return null;
  return part / whole;
}
