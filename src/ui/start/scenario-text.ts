// The names of the scenarios, as the gallery and the palette show them.
import type { ScenarioCard } from '../../contract/project/scenario';
import { m } from '../../i18n/paraglide/messages.js';

const titles = { digits: m.scenario_digits_title, credit: m.scenario_credit_title };
const texts = { digits: m.scenario_digits_text, credit: m.scenario_credit_text };

/** What the scenario is called. */
export const scenarioTitle = (id: ScenarioCard['id']): string => titles[id]();

/** One line about its data. */
export const scenarioText = (id: ScenarioCard['id']): string => texts[id]();
