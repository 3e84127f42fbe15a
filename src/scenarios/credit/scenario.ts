// Credit scoring: a seeded synthetic loan book with a protected attribute and signal that needs interactions.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, atMost, goalsOf, type ScenarioLocale } from '../scenario';
import { credit } from './table';
import { creditTexts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = creditTexts[locale];
  return {
    goals: goalsOf(texts, {
      ranks: atLeast('auc', 0.75, 'must'),
      finds: atLeast('recall', 0.6, 'should'),
      calibrated: atMost('ece', 0.06, 'should'),
    }),
    target: 'defaulted',
    task: 'binary',
    protected: ['gender'],
    ignored: [],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 11 },
    accountability: texts.accountability,
    // What is drafted for any table is as good here as values of its own were.
    recipe: {},
  };
}

/** The loan book, for the registry. */
export const scenario = generatedScenario('credit', plan, credit);
