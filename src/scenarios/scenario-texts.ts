// The texts that every scenario has, beside one for each of its requirements.
import type { ScenarioPlan } from '../contract/project/scenario';

/** Languages that a scenario's texts are written in. */
export type ScenarioLocale = 'en' | 'zh-CN';

/** Texts in one language; `Requirements` names the lines of the requirements. */
export type ScenarioTexts<Requirements extends string> = Record<Requirements, string> & {
  scenario: string;
  stakeholders: { name: string; interest: string }[];
  needs: { user: string; need: string }[];
  accountability: ScenarioPlan['accountability'];
};
