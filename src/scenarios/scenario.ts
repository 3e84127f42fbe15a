// A scenario ready to become a project: its goals in the person's language, its data as a stream. Nothing is stored here.
import type { DatasetVersion } from '../contract/data/dataset';
import { HearthError } from '../contract/transport/fault';
import { scenarioCards, type ScenarioCard, type ScenarioPlan } from '../contract/project/scenario';
import type { DatasetReading, ReadOptions } from '../data/rows/reading';
import { creditPlan, creditSource, readCredit } from './credit';
import { digitsPlan, digitsSource, readDigits } from './digits';
import type { ScenarioLocale } from './scenario-texts';

/** One working template, its rows about to be read; progress is in rows. */
export interface LoadedScenario {
  plan: ScenarioPlan;
  kind: DatasetVersion['kind'];
  source: DatasetVersion['source'];
  reading: DatasetReading;
}

function cardOf(id: string): ScenarioCard {
  const card = scenarioCards.find((candidate) => candidate.id === id);
  if (!card) throw new HearthError('not_found', { field: 'scenario' }, { id });
  return card;
}

/** What a scenario decides beside its data, in a language. @throws HearthError `not_found`. */
export function scenarioPlan(id: string, locale: ScenarioLocale = 'en'): ScenarioPlan {
  switch (cardOf(id).id) {
    case 'digits':
      return digitsPlan(locale);
    case 'credit':
      return creditPlan(locale);
  }
}

/**
 * A scenario and its rows. `baseUrl` is the folder that `samples/` lies in: by default the app's, seen from a worker,
 * whose script lies one folder below it.
 * @throws HearthError `not_found`, `file_unreadable`, `aborted`.
 */
export async function loadScenario(
  id: string,
  options: ReadOptions & { locale: ScenarioLocale; baseUrl?: string | URL },
): Promise<LoadedScenario> {
  const { kind, id: known } = cardOf(id);
  const plan = scenarioPlan(known, options.locale);
  switch (known) {
    case 'digits': {
      const baseUrl = options.baseUrl ?? new URL('../', self.location.href);
      return { plan, kind, source: digitsSource, reading: await readDigits(baseUrl, options) };
    }
    case 'credit':
      return { plan, kind, source: creditSource, reading: readCredit(options) };
  }
}
