// Judgements of the first layout, as stores and project files hold them, become today's without losing a figure.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { judgement } from '../../../src/contract/model/judgement';
import { migrateFlatJudgement, migrateUncompared } from '../../../src/contract/model/judgement-layouts';

const hash = (letter: string) => letter.repeat(64);
const common = {
  id: '01JD0000000000000000000001',
  projectId: '01JD0000000000000000000002',
  runId: '01JD0000000000000000000003',
  artifactSha256: hash('a'),
  datasetSha256: hash('b'),
  partitionSha256: hash('c'),
  interval: [0.71, 0.86],
  slices: [{ column: 'housing', value: 'rent', rows: 31, score: 0.7 }],
  predictions: { sha256: hash('d'), bytes: 24 },
  testRows: 2,
  outputs: 2,
  takenAt: 1_700_000_100_000,
};
const classMetrics = {
  ...{ accuracy: 0.81, precision: 0.7, recall: 0.6, f1: 0.65, auc: 0.83, prAuc: null },
  ...{ logLoss: 0.4, brier: 0.13, brierSkill: 0.3, ece: 0.04 },
};
const flatClasses = {
  ...common,
  train: { rows: 7, class: { ...classMetrics, auc: 0.9 }, regression: null },
  validation: { rows: 0, class: null, regression: null },
  test: { rows: 2, class: classMetrics, regression: null },
  primary: 'auc',
  classes: ['no', 'yes'],
  threshold: 0.37,
  confusion: [
    [3, 1],
    [0, 2],
  ],
  roc: { x: [0, 0.5, 1], y: [0, 0.75, 1] },
  precisionRecall: { x: [0, 1], y: [1, 0.5] },
  calibration: [{ confidence: 0.6, accuracy: 0.5, count: 6 }],
  residuals: null,
};
const numbers = { mae: 1.5, rmse: 2.25, r2: 0.5, mape: null };
const flatNumbers = {
  ...common,
  train: { rows: 7, class: null, regression: { ...numbers, rmse: 2 } },
  validation: { rows: 3, class: null, regression: numbers },
  test: { rows: 2, class: null, regression: numbers },
  primary: 'rmse',
  classes: [],
  threshold: 0.5,
  confusion: [],
  roc: null,
  precisionRecall: null,
  calibration: [],
  residuals: { edges: [-1, 0, 1], counts: [1, 1], actual: [4, 7], predicted: [5, 6.5] },
};

const ofToday = (flat: Record<string, unknown>) => migrateUncompared(migrateFlatJudgement(flat));

test('classes keep their block and lose what was never theirs', () => {
  const migrated = v.parse(judgement, ofToday(flatClasses));
  const { classes, threshold, confusion, roc, precisionRecall, calibration } = flatClasses;
  expect(migrated).toEqual({
    ...common,
    comparison: null,
    ...{
      kind: 'classification',
      primary: 'auc',
      classes,
      threshold,
      confusion,
      roc,
      precisionRecall,
      calibration,
    },
    train: { rows: 7, metrics: { ...classMetrics, auc: 0.9 } },
    validation: { rows: 0, metrics: {} },
    test: { rows: 2, metrics: classMetrics },
  });
});

test('numbers keep their residuals and metrics, and nothing of classes', () => {
  const migrated = v.parse(judgement, ofToday(flatNumbers));
  expect(migrated).toEqual({
    ...common,
    comparison: null,
    ...{ kind: 'regression', primary: 'rmse', residuals: flatNumbers.residuals },
    train: { rows: 7, metrics: { ...numbers, rmse: 2 } },
    validation: { rows: 3, metrics: numbers },
    test: { rows: 2, metrics: numbers },
  });
});

test('one that is by kind already stays as it is', () => {
  const migrated = migrateFlatJudgement(flatClasses);
  expect(migrateFlatJudgement(migrated)).toEqual(migrated);
});

test('what was no judgement is none afterwards', () => {
  const { takenAt: _, ...cut } = flatClasses;
  expect(v.is(judgement, ofToday(cut))).toBe(false);
  expect(v.is(judgement, ofToday({ ...flatNumbers, residuals: 'many' }))).toBe(false);
  expect(v.is(judgement, ofToday({ ...flatClasses, test: 'none' }))).toBe(false);
  expect(v.is(judgement, ofToday({ ...flatClasses, extra: 1 }))).toBe(false);
});

test('a judgement from before comparisons has none, and one that has it keeps it', () => {
  const migrated = ofToday(flatClasses);
  expect(migrated).toMatchObject({ comparison: null });
  const comparison = { baselineSha256: hash('e'), metrics: { auc: { validation: null, test: null } } };
  expect(migrateUncompared({ ...migrated, comparison })).toEqual({ ...migrated, comparison });
});
