// A scenario ready to become a project: its goals in the person's language, its data as a stream. Nothing is stored here.
import type { DatasetVersion } from '../contract/dataset';
import { HearthError } from '../contract/fault';
import { scenarioCards, type ScenarioPlan } from '../contract/scenario';
import type { DatasetReading, ReadOptions } from '../data/reading';

/** Languages that a scenario's texts are written in. */
export type ScenarioLocale = 'en' | 'zh-CN';

/** One working template. */
export interface Scenario {
  plan: ScenarioPlan;
  dataset: Pick<DatasetVersion, 'name' | 'kind' | 'source'>;
  /** Starts reading the rows; `baseUrl` is where `samples/` lies. Progress is in rows. */
  open(options: ReadOptions & { baseUrl: string | URL }): Promise<DatasetReading>;
}

/**
 * Loads a scenario; its code arrives only now.
 * @throws HearthError `not_found`.
 */
export async function loadScenario(id: string, locale: ScenarioLocale = 'en'): Promise<Scenario> {
  const card = scenarioCards.find((candidate) => candidate.id === id);
  switch (card?.id) {
    case 'digits':
      return (await import('./digits')).digitsScenario(locale);
    case 'credit':
      return (await import('./credit')).creditScenario(locale);
    case undefined:
      throw new HearthError('not_found', { field: 'scenarioId' }, { id });
  }
}
