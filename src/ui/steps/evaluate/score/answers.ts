// Which indicators a person answers here, and with what: a rating with written anchors, a level, or a share.
import { m } from '../../../../i18n/paraglide/messages.js';

/** How an indicator is answered. */
export type AnswerKind =
  /** Steps of equal distance from 0 to 1, each with its anchor. */
  | { kind: 'steps'; anchors: readonly (() => string)[] }
  | { kind: 'share'; part: () => string; whole: () => string };

/** The indicators of source H that have no screen of their own. */
export const answerKinds: Record<string, AnswerKind | undefined> = {
  A4b: {
    kind: 'steps',
    anchors: [
      m.evaluate_anchor_A4b_0,
      m.evaluate_anchor_A4b_1,
      m.evaluate_anchor_A4b_2,
      m.evaluate_anchor_A4b_3,
      m.evaluate_anchor_A4b_4,
    ],
  },
  T3b: {
    kind: 'steps',
    anchors: [
      m.evaluate_anchor_T3b_0,
      m.evaluate_anchor_T3b_1,
      m.evaluate_anchor_T3b_2,
      m.evaluate_anchor_T3b_3,
      m.evaluate_anchor_T3b_4,
    ],
  },
  T4a: {
    kind: 'steps',
    anchors: [
      m.evaluate_anchor_T4a_0,
      m.evaluate_anchor_T4a_1,
      m.evaluate_anchor_T4a_2,
      m.evaluate_anchor_T4a_3,
      m.evaluate_anchor_T4a_4,
    ],
  },
  T4b: { kind: 'share', part: m.evaluate_share_covered, whole: m.evaluate_share_roles },
};

/** The value of step `index` of `count`: 0 for the first, 1 for the last. */
export const stepValue = (index: number, count: number): number => (count < 2 ? 0 : index / (count - 1));

/** The step nearest to a value. */
export const nearestStep = (value: number, count: number): number => Math.round(value * (count - 1));

/** A share of a whole, or null where the numbers are none. */
export function shareValue(part: number | null, whole: number | null): number | null {
  if (part === null || whole === null || whole <= 0 || part < 0 || part > whole) return null;
  return part / whole;
}
