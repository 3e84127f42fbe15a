// What a scenario is made of: a plan in each language and rows. Each lies in a folder of its own; registry.ts finds them.
import { ulid } from 'ulid';
import type { DatasetVersion } from '../contract/data/dataset';
import type { Goals } from '../contract/project/project';
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

/** What a requirement asks for, beside its text. */
export type Asked = Pick<Goals['requirements'][number], 'metric' | 'operator' | 'threshold' | 'priority'>;

/** Goals of texts, the numbers that each line of the requirements asks for, and budgets. */
export function goalsOf<Requirements extends string>(
  texts: ScenarioTexts<Requirements>,
  asked: Record<Requirements, Asked>,
  budgets: Goals['budgets'] = { modelBytes: 1_000_000, latencyMs: 50, memoryMb: 512 },
): Goals {
  const lines = Object.keys(asked) as Requirements[];
  return {
    scenario: texts.scenario,
    requirements: lines.map((line) => ({ id: ulid(), text: texts[line], ...asked[line] })),
    budgets,
    stakeholders: texts.stakeholders.map((one) => ({ id: ulid(), ...one })),
    needs: texts.needs.map((one) => ({ id: ulid(), ...one })),
    judgements: {},
  };
}

/** A requirement of at least so much. */
export const atLeast = (metric: string, threshold: number, priority: Asked['priority']): Asked => ({
  metric,
  operator: '≥',
  threshold,
  priority,
});

/** A requirement of at most so much. */
export const atMost = (metric: string, threshold: number, priority: Asked['priority']): Asked => ({
  metric,
  operator: '≤',
  threshold,
  priority,
});
