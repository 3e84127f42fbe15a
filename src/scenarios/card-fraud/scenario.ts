// Card fraud: one payment in eighty, and a missed one costs far more than a false alarm.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, atMost, goalsOf, type ScenarioLocale } from '../scenario';
import { cardFraud } from './table';
import { cardFraudTexts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = cardFraudTexts[locale];
  return {
    goals: goalsOf(texts, {
      ranks: atLeast('prAuc', 0.3, 'must'),
      finds: atLeast('recall', 0.6, 'should'),
      calibrated: atMost('ece', 0.02, 'should'),
    }),
    target: 'fraud',
    task: 'binary',
    protected: [],
    ignored: [],
    // What comes later judges: that is how it will be used.
    split: { kind: 'time', column: 'paid_at', train: 0.7, validation: 0.15, test: 0.15, seed: 1 },
    // In euros: a call to the customer, and what a fraud that went through costs on average.
    decision: { kind: 'cost', falsePositive: 4, falseNegative: 120 },
    accountability: texts.accountability,
    recipe: {},
  };
}

/** The scenario, for the registry. */
export const scenario = generatedScenario('card-fraud', plan, cardFraud);
