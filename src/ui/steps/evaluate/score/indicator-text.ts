// The words of every indicator: what it is, how it is computed, what to do about it. They are the messages named after its id.
// Not for the numbers: those are in domain/evaluation/.
import { keyedMessages, type KeyedMessage } from '../../../../i18n/keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('../../../../i18n/paraglide/messages/indicator_*.js', {
    eager: true,
  }),
);

/** The indicator's name; its id where it is not of this catalogue. */
export const indicatorLabel = (id: string): string => message(`indicator_${id}`)?.() ?? id;

/** How it is computed, in words. */
export const indicatorFormula = (id: string): string => message(`indicator_${id}_formula`)?.() ?? '';

/** What would raise it, as an imperative. */
export const indicatorAction = (id: string): string => message(`indicator_${id}_action`)?.() ?? id;
