// Churn: which customers are about to leave, so that an offer reaches them in time.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, atMost, goalsOf, type ScenarioLocale } from '../scenario';
import { churn } from './table';
import { churnTexts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = churnTexts[locale];
  return {
    goals: goalsOf(texts, {
      ranks: atLeast('auc', 0.75, 'must'),
      finds: atLeast('recall', 0.6, 'should'),
      calibrated: atMost('ece', 0.04, 'should'),
    }),
    target: 'churned',
    task: 'binary',
    protected: [],
    ignored: ['customer_id'],
    split: { train: 0.7, validation: 0.15, test: 0.15, seed: 6 },
    // In euros: an offer to someone who would have stayed, and the margin of a customer who leaves.
    decision: { kind: 'cost', falsePositive: 15, falseNegative: 90 },
    accountability: texts.accountability,
    recipe: {},
  };
}

/** The scenario, for the registry. */
export const scenario = generatedScenario('churn', plan, churn);
