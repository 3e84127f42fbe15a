// What a scenario is called: the message named after its id. Light: the start screen has all titles from the first picture.
import type { ScenarioId } from '../../../contract/project/scenario';
import { keyedMessages, type KeyedMessage } from '../../../i18n/keyed-messages';

const message = keyedMessages(
  import.meta.glob<Record<string, KeyedMessage>>('../../../i18n/paraglide/messages/scenario_*_title.js', {
    eager: true,
  }),
);

/** What the scenario is called. */
export const scenarioTitle = (id: ScenarioId): string => message(`scenario_${id}_title`)?.() ?? id;
