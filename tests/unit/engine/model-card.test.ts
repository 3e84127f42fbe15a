import { describe, expect, test } from 'vitest';
import type { ClassJudgement } from '../../../src/contract/model/judgement';
import { project as projectSchema, type Project } from '../../../src/contract/project/project';
import { emptyProject } from '../../../src/engine/project/default-project';
import { computeCard, suggestCard, type CardRecords } from '../../../src/engine/model-card/write-card';
import { decodePredictions, encodePredictions } from '../../../src/engine/judging/prediction-rows';
import { settlePlan } from '../../../src/engine/project/update-project';
import * as v from 'valibot';
import { wholeProject } from './a-project';

async function records(): Promise<CardRecords & { project: Project }> {
  const { bundle } = await wholeProject();
  const { project, datasets, partitions, runs, judgements } = bundle;
  return {
    project,
    dataset: datasets[0]!,
    partition: partitions[0]!,
    run: runs[0]!,
    judgement: { ...(judgements[0] as ClassJudgement), calibrated: 'positive' },
    baseline: null,
    stated: undefined,
  };
}

describe('the automatic model card', () => {
  test('says what is on record, and leaves empty what is not', async () => {
    const given = await records();
    const { purpose, users, ethics, contact, limitations } = suggestCard(
      given.project,
      given.run.recipe,
      'en',
    );
    expect([purpose, users, ethics, contact, limitations]).toEqual(['', '', '', '', '']);
    const card = computeCard(given, 'en');
    expect(card.metrics).toBe(
      'Test ROC AUC 0.81 (90% interval 0.78 to 0.84). Also: accuracy 0.8342; precision 0.7; recall 0.65; F1 0.674; average precision 0.72; log loss 0.44; expected calibration error 0.034.',
    );
    expect(card.findings).toBe(
      'Weakest slice: housing = rent: 0.71 (312 rows); overall: 0.81. 5% of the input cells were missing and imputed.',
    );
  });

  test('states the clearest coefficients of a linear model, as ratios where they are some', async () => {
    const given = await records();
    const facts = {
      outputs: 1,
      inference: {
        kind: 'classes',
        cautions: ['penalty'],
        distribution: 'z',
        freedom: null,
        dispersion: null,
      },
      strongest: {
        names: ['age', 'income'],
        outputs: ['yes', 'yes'],
        values: [Math.log(1.5), 0.0000123],
        lows: [Math.log(1.2), 0.00001],
        highs: [Math.log(1.875), 0.0000146],
      },
    };
    const { preprocessing, sha256, bytes } = given.run.artifact!;
    const artifact = { family: 'glm', state: [], bytes, preprocessing, facts, sha256 };
    const stating = (strongest: typeof facts.strongest) => ({
      ...given,
      run: { ...given.run, artifact: { ...artifact, facts: { ...facts, strongest } } },
    });
    expect(computeCard(stating(facts.strongest), 'en').findings).toContain(
      'Clearest odds ratios per unit of a column (95% interval): age 1.5 (1.2 to 1.875); income 1.0000123 (1.00001 to 1.0000146). The intervals are approximate: the model has a penalty.',
    );
    const several = { ...facts.strongest, outputs: ['yes', 'no'] };
    expect(computeCard(stating(several), 'zh-CN').findings).toContain(
      '优势比（95% 区间）：age（yes）：1.5（1.2 至 1.875）；income（no）：',
    );
    const none = { names: [], outputs: [], values: [], lows: [], highs: [] };
    expect(computeCard(stating(none), 'en').findings).not.toContain('Clearest');
  });

  test('names a slice below a bound by that bound', async () => {
    const given = await records();
    const [worst] = given.judgement.slices;
    const judgement = { ...given.judgement, slices: [{ ...worst!, column: 'age', value: '≤ 32' }] };
    for (const locale of ['en', 'zh-CN'] as const)
      expect(computeCard({ ...given, judgement }, locale).findings).toContain('age ≤ 32');
  });

  test('leaves out the calibration error of two classes as an earlier app measured it', async () => {
    const given = await records();
    const { calibrated: _, ...older } = given.judgement as ClassJudgement;
    expect(computeCard({ ...given, judgement: older }, 'en').metrics).not.toContain('calibration error');
  });

  test('in Chinese, with the baseline, generated rows and protected attributes', async () => {
    const given = await records();
    const baseline = {
      ...given.judgement,
      test: { ...given.judgement.test, metrics: { ...given.judgement.test.metrics, auc: 0.74 } },
    };
    const dataset = { ...given.dataset, source: { ...given.dataset.source, synthetic: true } };
    const card = computeCard({ ...given, baseline, dataset }, 'zh-CN');
    expect(card.metrics).toContain('线性基线：ROC AUC（0.74）。');
    expect(card.metrics).toContain('模型与线性基线的差异未经显著性检验。');
    expect(card.trainingData).toContain('数据由程序生成');
    const roles = { age: 'protected', sex: 'protected', income: 'feature' } as const;
    const project = { ...given.project, data: { ...given.project.data, roles } };
    // A protected column that the model reads is no longer "not among the inputs".
    const recipe = { ...given.run.recipe, features: ['income', 'age'] };
    expect(suggestCard(project, recipe, 'zh-CN').ethics).toBe('受保护属性，未作为输入：sex。');
  });
});

test.each([
  [
    [0.004, 0.039],
    'The model is better than the linear baseline on the test set: difference +0.0215 (90% interval +0.004 to +0.039).',
  ],
  [
    [-0.01, 0.039],
    'no better than the linear baseline on the test set: difference +0.0145 (90% interval -0.01 to +0.039).',
  ],
  [
    [-0.05, -0.01],
    'worse than the linear baseline on the test set: difference -0.03 (90% interval -0.05 to -0.01).',
  ],
] as const)('a card says how the model stands against the simpler baseline: %j', async (interval, text) => {
  const given = await records();
  const [low, high] = interval;
  const difference = { value: (low + high) / 2, interval: [low, high] as [number, number] };
  const metrics = { auc: { validation: null, test: difference } };
  const judgement = { ...given.judgement, comparison: { baselineSha256: 'a'.repeat(64), metrics } };
  const card = computeCard({ ...given, judgement, baseline: given.judgement }, 'en');
  expect(card.metrics).toContain(text);
});

test('an empty project satisfies the contract', () => {
  expect(v.safeParse(projectSchema, emptyProject('Mine', null)).success).toBe(true);
});

test('predictions come back as they were packed', () => {
  const packed = encodePredictions({
    rows: Uint32Array.of(4_000_000_000, 7),
    actual: Float64Array.of(2, -1.5),
    outputs: Float32Array.of(0.25, 0.5, 0.125, 3, 4, 5),
    columns: 3,
  });
  // Moved by one byte, as a slice of a larger blob may be.
  const moved = new Uint8Array(packed.length + 1);
  moved.set(packed, 1);
  for (const bytes of [packed, moved.subarray(1)])
    expect(
      [...decodePredictions(bytes, 3)].map(({ row, actual, outputs }) => [row, actual, ...outputs]),
    ).toEqual([
      [4_000_000_000, 2, 0.25, 0.5, 0.125],
      [7, -1.5, 3, 4, 5],
    ]);
});

test('predicted numbers come back as exact as they are', () => {
  const packed = encodePredictions({
    rows: Uint32Array.of(4_000_000_000, 7),
    actual: Float64Array.of(16_777_217, 22.9),
    outputs: Float64Array.of(1_234_567.89, 1e12 + 1),
    columns: 1,
  });
  const moved = new Uint8Array(packed.length + 1);
  moved.set(packed, 1);
  for (const bytes of [packed, moved.subarray(1)])
    expect(
      [...decodePredictions(bytes, 1, 64)].map(({ row, actual, outputs }) => [row, actual, ...outputs]),
    ).toEqual([
      [4_000_000_000, 16_777_217, 1_234_567.89],
      [7, 22.9, 1e12 + 1],
    ]);
});

describe('a data plan settles', () => {
  test('on one target, with a task that its column allows', async () => {
    const { project, dataset } = await records();
    const profiled = {
      ...dataset,
      columns: ['income', 'old'].map((name) => ({
        name,
        type: 'number' as const,
        categories: [],
        shape: null,
      })),
      profiles: ['income', 'old'].map((name) => ({ name, missing: 0, distinct: 900, top: [], number: null })),
    };
    const plan = {
      ...project.data,
      target: 'income',
      task: 'binary' as const,
      roles: { old: 'target' as const },
    };
    const settled = settlePlan({ ...plan, task: 'regression' }, profiled);
    expect([settled.task, settled.roles]).toEqual(['regression', { income: 'target', old: 'feature' }]);
    expect(settlePlan(plan, profiled).task).not.toBe('binary');
    expect(settlePlan({ ...plan, target: null }, profiled)).toMatchObject({
      task: null,
      roles: { old: 'feature' },
    });
    expect(() => settlePlan({ ...plan, split: { ...plan.split, train: 0.8 } }, profiled)).toThrow(
      'input_invalid',
    );
  });
});
