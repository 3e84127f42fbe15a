// Machine failure: sensor readings of pumps; whole pumps judge, since a pump's readings resemble one another.
import type { ScenarioPlan } from '../../contract/project/scenario';
import { generatedScenario } from '../generated-table';
import { atLeast, goalsOf, type ScenarioLocale } from '../scenario';
import { machineFailure } from './table';
import { machineFailureTexts } from './texts';

function plan(locale: ScenarioLocale): ScenarioPlan {
  const texts = machineFailureTexts[locale];
  return {
    goals: goalsOf(texts, {
      finds: atLeast('recall', 0.8, 'must'),
      ranks: atLeast('auc', 0.9, 'must'),
      spares: atLeast('precision', 0.35, 'should'),
    }),
    target: 'fails_within_3_days',
    task: 'binary',
    protected: [],
    ignored: [],
    // A pump's readings stay together: a model that knows a pump would be flattered.
    split: { kind: 'grouped', column: 'machine', train: 0.6, validation: 0.2, test: 0.2, seed: 4 },
    // An unplanned stop costs far more than a look at a pump that is well.
    decision: { kind: 'recall', least: 0.85 },
    accountability: texts.accountability,
    recipe: {},
  };
}

/** The scenario, for the registry. */
export const scenario = generatedScenario('machine-failure', plan, machineFailure);
