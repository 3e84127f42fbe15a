// What the gallery says of a scenario's data: the message named after its id.
import type { ScenarioId } from '../../../contract/project/scenario';
import { keyedMessages, type KeyedMessage } from '../../../i18n/keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('../../../i18n/paraglide/messages/scenario_*_text.js', {
    eager: true,
  }),
);

/** One line about its data. */
export const scenarioText = (id: ScenarioId): string => message(`scenario_${id}_text`)?.() ?? '';
