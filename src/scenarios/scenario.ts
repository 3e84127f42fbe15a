// What a scenario is made of: a plan in each language and rows. Each lies in a folder of its own; registry.ts finds them.
import type { DatasetVersion } from '../contract/data/dataset';
import type { ScenarioPlan } from '../contract/project/scenario';
import type { DatasetReading, ReadOptions } from '../data/rows/reading';

/** Languages that a scenario's texts are written in. */
export type ScenarioLocale = 'en' | 'zh-CN';

/** How a scenario reads its rows. `baseUrl` is the folder that `samples/` lies in. */
export interface ScenarioReadOptions extends ReadOptions {
  baseUrl: string | URL;
}

/** The export `scenario` of `scenarios/<id>/scenario.ts`. */
export interface Scenario {
  /** Goals, roles, split and recipe, in a language. */
  plan: (locale: ScenarioLocale) => ScenarioPlan;
  /** Where the rows come from, as the dataset's record shows it. */
  source: DatasetVersion['source'];
  /** The rows, as a stream; progress is in rows. @throws HearthError `file_unreadable`, `aborted`. */
  read: (options: ScenarioReadOptions) => DatasetReading | Promise<DatasetReading>;
}

/** Texts in one language; `Requirements` names the lines of the requirements. */
export type ScenarioTexts<Requirements extends string> = Record<Requirements, string> & {
  scenario: string;
  stakeholders: { name: string; interest: string }[];
  needs: { user: string; need: string }[];
  accountability: ScenarioPlan['accountability'];
};
