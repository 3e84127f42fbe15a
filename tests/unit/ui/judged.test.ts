import { describe, expect, it } from 'vitest';
import type { Judgement, SplitMetrics } from '../../../src/contract/model/judgement';
import type { Requirement } from '../../../src/contract/project/project';
import type { ProjectView } from '../../../src/contract/project/view';
import { nearestStep, shareValue, stepValue } from '../../../src/ui/steps/evaluate/score/answers';
import {
  baselineFor,
  currentModel,
  judgedRuns,
  metricOf,
  requirementState,
} from '../../../src/domain/current-model';
import { shownMetrics } from '../../../src/ui/steps/evaluate/results/shown-metrics';

const classes: SplitMetrics = {
  rows: 750,
  metrics: {
    ...{ accuracy: 0.81, precision: 0.7, recall: 0.6, f1: 0.65, auc: 0.829, prAuc: null },
    ...{ logLoss: 0.4, brier: 0.13, brierSkill: 0.3, ece: 0.043 },
  },
};
const numbers: SplitMetrics = { rows: 9, metrics: { mae: 1, rmse: 2, r2: 0.5, mape: null } };
const judgement = (part: object) => ({ test: classes, takenAt: 1, ...part }) as Judgement;
const stateOf = (asked: Requirement, judged: Judgement) => requirementState(asked, judged).kind;
const requirement = (part: Partial<Requirement>): Requirement => ({
  ...{ id: 'r', text: '', metric: 'auc', operator: '≥', threshold: 0.8, priority: 'must' },
  ...part,
});

describe('reading a judgement', () => {
  it('finds a metric by name, and lists only those that are defined', () => {
    expect(metricOf(classes, 'auc')).toBe(0.829);
    expect(metricOf(classes, 'rmse')).toBeNull();
    expect(shownMetrics(judgement({}))).not.toContain('prAuc');
    expect(shownMetrics(judgement({ test: numbers }))).toEqual(['rmse', 'mae', 'r2']);
  });

  it('holds test metrics against requirements in both directions, the threshold itself included', () => {
    expect(stateOf(requirement({}), judgement({}))).toBe('met');
    expect(stateOf(requirement({ threshold: 0.829 }), judgement({}))).toBe('met');
    expect(stateOf(requirement({ threshold: 0.83 }), judgement({}))).toBe('not-met');
    expect(stateOf(requirement({ metric: 'ece', operator: '≤', threshold: 0.043 }), judgement({}))).toBe(
      'met',
    );
    expect(stateOf(requirement({ metric: 'ece', operator: '≤', threshold: 0.04 }), judgement({}))).toBe(
      'not-met',
    );
  });

  it('does not judge what names no metric, no threshold, or was not measured', () => {
    expect(stateOf(requirement({ metric: null }), judgement({}))).toBe('not-measurable');
    expect(stateOf(requirement({ threshold: null }), judgement({}))).toBe('not-measurable');
    expect(stateOf(requirement({ metric: 'r2' }), judgement({}))).toBe('not-measured');
  });
});

describe('which run is shown', () => {
  const view = {
    runs: [
      { id: 'm1', number: 1, role: 'model', artifact: null, partitionSha256: 'a' },
      { id: 'b2', number: 2, role: 'baseline', artifact: null, partitionSha256: 'a' },
      { id: 'm3', number: 3, role: 'model', artifact: null, partitionSha256: 'b' },
      { id: 'm4', number: 4, role: 'model', artifact: null, partitionSha256: 'b' },
    ],
    judgements: [
      {
        id: 'j1',
        runId: 'm1',
        takenAt: 1,
        primary: 'auc',
        validation: { rows: 0, metrics: {} },
        comparison: null,
      },
      {
        id: 'j1-again',
        runId: 'm1',
        takenAt: 9,
        primary: 'auc',
        validation: { rows: 0, metrics: {} },
        comparison: null,
      },
      {
        id: 'j2',
        runId: 'b2',
        takenAt: 2,
        primary: 'auc',
        validation: { rows: 0, metrics: {} },
        comparison: null,
      },
      {
        id: 'j3',
        runId: 'm3',
        takenAt: 3,
        primary: 'auc',
        validation: { rows: 0, metrics: {} },
        comparison: null,
      },
    ],
    project: { goals: { requirements: [] } },
    versions: [] as { id: string; number: number; runId: string }[],
    promotions: [] as { versionId: string }[],
  };
  const as = (part: object) => ({ ...view, ...part }) as unknown as ProjectView;

  it('is the proposed model, until versions and then a champion say otherwise', () => {
    expect(judgedRuns(as({})).map(({ run }) => run.id)).toEqual(['m3', 'm1']);
    expect(currentModel(as({}))?.run.id).toBe('m3');
    const versions = [{ id: 'v1', number: 1, runId: 'm1' }];
    expect(currentModel(as({ versions }))?.judgement?.id).toBe('j1-again');
    const two = [...versions, { id: 'v2', number: 2, runId: 'm3' }];
    expect(currentModel(as({ versions: two }))?.run.id).toBe('m3');
    expect(currentModel(as({ versions: two, promotions: [{ versionId: 'v1' }] }))?.run.id).toBe('m1');
    expect(currentModel(as({ judgements: [] }))?.judgement ?? null).toBeNull();
  });

  it('is compared only with a baseline that learnt from the same rows', () => {
    const [m3, m1] = judgedRuns(as({}));
    expect(baselineFor(as({}), m1!.run)?.run.id).toBe('b2');
    expect(baselineFor(as({}), m3!.run)).toBeNull();
  });
});

describe('answers of people', () => {
  it('go from step to value and back', () => {
    expect([0, 1, 2, 3, 4].map((index) => stepValue(index, 5))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([0, 1, 2, 3, 4].map((index) => nearestStep(stepValue(index, 5), 5))).toEqual([0, 1, 2, 3, 4]);
  });

  it('are shares only of a whole that holds them', () => {
    expect(shareValue(3, 4)).toBe(0.75);
    expect([shareValue(5, 4), shareValue(-1, 4), shareValue(0, 0), shareValue(null, 4)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
