// Readmission: a risk that doctors act on, so its probabilities and its fairness come first.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, atMost, goalsOf, type ScenarioLocale } from '../scenario';
import { readmission } from './table';
import { readmissionTexts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = readmissionTexts[locale];
  return {
    goals: goalsOf(texts, {
      calibrated: atMost('ece', 0.03, 'must'),
      ranks: atLeast('auc', 0.7, 'must'),
      better: atLeast('brierSkill', 0.08, 'should'),
    }),
    target: 'readmitted',
    task: 'binary',
    protected: ['sex', 'insurance'],
    ignored: [],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 3 },
    accountability: texts.accountability,
    recipe: {},
  };
}

/** The scenario, for the registry. */
export const scenario = generatedScenario('readmission', plan, readmission);
