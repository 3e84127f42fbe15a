// What the gallery and the palette say of a scenario: the messages named after its id.
import type { ScenarioId } from '../../contract/project/scenario';
import { keyedMessages, type KeyedMessage } from '../../i18n/keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('../../i18n/paraglide/messages/scenario_*.js', {
    eager: true,
  }),
);

/** What the scenario is called. */
export const scenarioTitle = (id: ScenarioId): string => message(`scenario_${id}_title`)?.() ?? id;

/** One line about its data. */
export const scenarioText = (id: ScenarioId): string => message(`scenario_${id}_text`)?.() ?? '';
