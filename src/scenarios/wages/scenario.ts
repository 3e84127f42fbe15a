// Wages: what an hour of work pays, and whether what a model learns from it treats women and men alike.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, atMost, goalsOf, type ScenarioLocale } from '../scenario';
import { wages } from './table';
import { wagesTexts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = wagesTexts[locale];
  return {
    goals: goalsOf(texts, {
      explains: atLeast('r2', 0.75, 'must'),
      close: atMost('mae', 5.5, 'should'),
    }),
    target: 'hourly_wage',
    task: 'regression',
    protected: ['gender'],
    ignored: [],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 8 },
    accountability: texts.accountability,
    recipe: {},
  };
}

/** The scenario, for the registry. */
export const scenario = generatedScenario('wages', plan, wages);
