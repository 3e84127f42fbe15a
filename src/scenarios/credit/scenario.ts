// Credit scoring: a seeded synthetic loan book with a protected attribute and signal that needs interactions.
import { ulid } from 'ulid';
import type { DatasetVersion } from '../../contract/data/dataset';
import type { ScenarioPlan } from '../../contract/project/scenario';
import { Inspector } from '../../data/profile/inspect';
import { checkAbort } from '../../data/rows/group-source';
import type { DatasetReading } from '../../data/rows/reading';
import { creditColumns, creditRows, generateCredit } from './table';
import { creditTexts } from './texts';
import type { Scenario, ScenarioLocale, ScenarioReadOptions } from '../scenario';

/** Decides every row of the shipped table. */
export const creditSeed = 20_240_607;

function creditPlan(locale: ScenarioLocale): ScenarioPlan {
  const texts = creditTexts[locale];
  return {
    goals: {
      scenario: texts.scenario,
      requirements: [
        { id: ulid(), text: texts.ranks, metric: 'auc', operator: '≥', threshold: 0.75, priority: 'must' },
        {
          id: ulid(),
          text: texts.finds,
          metric: 'recall',
          operator: '≥',
          threshold: 0.6,
          priority: 'should',
        },
        {
          id: ulid(),
          text: texts.calibrated,
          metric: 'ece',
          operator: '≤',
          threshold: 0.06,
          priority: 'should',
        },
      ],
      budgets: { modelBytes: 1_000_000, latencyMs: 50, memoryMb: 512 },
      stakeholders: texts.stakeholders.map((one) => ({ id: ulid(), ...one })),
      needs: texts.needs.map((one) => ({ id: ulid(), ...one })),
      judgements: {},
    },
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

const creditSource: DatasetVersion['source'] = {
  kind: 'scenario',
  name: 'credit',
  bytes: 0,
  encoding: null,
  delimiter: null,
  synthetic: true,
  licence: 'CC0-1.0',
  origin: `Philox, seed ${creditSeed}`,
};

function readCredit({ signal, onProgress }: ScenarioReadOptions): DatasetReading {
  const columns = creditColumns.map((column) => ({ ...column }));
  const inspector = new Inspector(columns);
  return {
    columns,
    async *groups() {
      checkAbort(signal);
      const batch = await Promise.resolve(generateCredit(creditSeed));
      inspector.add(batch);
      yield batch;
      onProgress(creditRows, creditRows);
    },
    finish: async () => ({ ...(await inspector.finish()), notices: [], noticeCount: 0 }),
  };
}

/** The loan book, for the registry. */
export const scenario: Scenario = { plan: creditPlan, source: creditSource, read: readCredit };
