// A scenario ready to become a project: its goals in the person's language, its data as a stream. Nothing is stored here.
// Each scenario is a folder and a card of the contract; its code is loaded when it is opened.
import type { DatasetVersion } from '../contract/data/dataset';
import { scenarioCards, type ScenarioCard, type ScenarioPlan } from '../contract/project/scenario';
import { HearthError } from '../contract/transport/fault';
import type { DatasetReading, ReadOptions } from '../data/rows/reading';
import type { Scenario, ScenarioLocale } from './scenario';

/** One working template, its rows about to be read; progress is in rows. */
export interface LoadedScenario {
  plan: ScenarioPlan;
  kind: DatasetVersion['kind'];
  source: DatasetVersion['source'];
  reading: DatasetReading;
}

const found = import.meta.glob<Scenario>('./*/scenario.ts', { import: 'scenario' });

/** Ids of the folders here; a test compares them with the cards. */
export const scenarioFolders: readonly string[] = Object.keys(found).map((path) => path.split('/')[1] ?? '');

function cardOf(id: string): ScenarioCard {
  const card = scenarioCards.find((candidate) => candidate.id === id);
  if (!card) throw new HearthError('not_found', { field: 'scenario' }, { id });
  return card;
}

function scenarioOf({ id }: ScenarioCard): Promise<Scenario> {
  const load = found[`./${id}/scenario.ts`];
  if (!load) throw new HearthError('not_found', { field: 'scenario' }, { id });
  return load();
}

/** What a scenario decides beside its data, in a language. @throws HearthError `not_found`. */
export async function scenarioPlan(id: string, locale: ScenarioLocale = 'en'): Promise<ScenarioPlan> {
  const scenario = await scenarioOf(cardOf(id));
  return scenario.plan(locale);
}

/**
 * A scenario and its rows. `baseUrl` is by default the app's folder, seen from a worker, whose script lies one folder below it.
 * @throws HearthError `not_found`, `file_unreadable`, `aborted`.
 */
export async function loadScenario(
  id: string,
  options: ReadOptions & { locale: ScenarioLocale; baseUrl?: string | URL },
): Promise<LoadedScenario> {
  const card = cardOf(id);
  const { plan, source, read } = await scenarioOf(card);
  const baseUrl = options.baseUrl ?? new URL('../', self.location.href);
  return {
    plan: plan(options.locale),
    kind: card.kind,
    source,
    reading: await read({ ...options, baseUrl }),
  };
}
