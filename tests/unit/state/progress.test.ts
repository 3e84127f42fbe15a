import { describe, expect, test } from 'vitest';
import type { SplitMetrics } from '../../../src/contract/model/judgement';
import type { Requirement } from '../../../src/contract/project/project';
import type { ProjectView } from '../../../src/contract/project/view';
import { PaceMeter } from '../../../src/state/app/pace';
import { currentModel, requirementState as stateBy } from '../../../src/domain/current-model';
import { stepProgress } from '../../../src/state/project/step-progress';

const read = (stage: string, done: number) =>
  ({ kind: 'progress', stage, done, total: 1000, unit: 'bytes' }) as const;

test('the pace of a stage is measured from its own beginning', () => {
  const meter = new PaceMeter();
  expect(meter.update(read('read', 100), 0).secondsLeft).toBeNull();
  expect(meter.update(read('read', 300), 2000)).toEqual({ rate: 100, secondsLeft: 7 });
  expect(meter.update(read('write', 0), 2500).rate).toBe(0);
  expect(meter.update(read('write', 500), 3000)).toEqual({ rate: 1000, secondsLeft: 0.5 });
});

const test80: SplitMetrics = {
  rows: 750,
  metrics: {
    accuracy: 0.81,
    precision: 0.6,
    recall: 0.5,
    f1: 0.55,
    auc: 0.83,
    prAuc: null,
    logLoss: 0.4,
    brier: 0.13,
    brierSkill: 0.3,
    ece: 0.04,
  },
};
const requirement = (change: Partial<Requirement>): Requirement => ({
  id: 'r',
  text: 'ranks well',
  metric: 'auc',
  operator: '≥',
  threshold: 0.8,
  priority: 'must',
  ...change,
});
/** As much of a view as these rules read. */
function view(
  parts: { [Key in keyof ProjectView]?: unknown } & { requirements?: Requirement[]; target?: string | null },
) {
  const { requirements = [], target = null, ...rest } = parts;
  return {
    project: {
      goals: { scenario: 'x', requirements },
      plan: { backend: null },
      data: { target },
      team: { members: [], actingId: null, accountable: {} },
    },
    dataset: null,
    partition: null,
    runs: [],
    judgements: [],
    versions: [],
    facts: [],
    promotions: [],
    tasks: [],
    reviews: [],
    snapshots: [],
    ...rest,
  } as ProjectView;
}
const judged = {
  runs: [{ id: 'run2', number: 2, role: 'model', status: 'done', artifact: {}, backend: 'wasm' }],
  judgements: [
    { id: 'j2', runId: 'run2', primary: 'auc', validation: test80, test: test80, comparison: null },
  ],
};

const requirementState = (asked: Requirement, records: ProjectView) =>
  stateBy(asked, currentModel(records)?.judgement ?? null);

describe('a requirement', () => {
  test('without metric or threshold cannot be measured', () => {
    expect(requirementState(requirement({ metric: null }), view(judged)).kind).toBe('not-measurable');
    expect(requirementState(requirement({ threshold: null }), view(judged)).kind).toBe('not-measurable');
  });

  test('is met or not by the value on test, in its direction', () => {
    expect(requirementState(requirement({}), view(judged))).toEqual({ kind: 'met', value: 0.83 });
    expect(requirementState(requirement({ threshold: 0.84 }), view(judged)).kind).toBe('not-met');
    expect(
      requirementState(requirement({ metric: 'ece', operator: '≤', threshold: 0.04 }), view(judged)).kind,
    ).toBe('met');
  });

  test('waits where nothing was judged, or the metric is of another kind of task', () => {
    expect(requirementState(requirement({}), view({})).kind).toBe('not-measured');
    expect(requirementState(requirement({ metric: 'rmse' }), view(judged)).kind).toBe('not-measured');
    expect(requirementState(requirement({ metric: 'prAuc' }), view(judged)).kind).toBe('not-measured');
  });

  test('looks at the champion before a newer version', () => {
    const champion = view({
      runs: [...judged.runs, { ...judged.runs[0], id: 'run1', number: 1 }],
      judgements: [...judged.judgements, { id: 'j1', runId: 'run1', test: test80 }],
      versions: [
        { id: 'v2', number: 2, runId: 'run2' },
        { id: 'v1', number: 1, runId: 'run1' },
      ],
      promotions: [{ versionId: 'v1' }],
    });
    expect(currentModel(champion)?.judgement?.id).toBe('j1');
    expect(currentModel({ ...champion, promotions: [] })?.judgement?.id).toBe('j2');
  });
});

describe('the rail', () => {
  const quiet = { training: false, backend: null };

  test('a new project has nothing done', () => {
    const progress = stepProgress(view({}), quiet);
    expect(Object.values(progress).every(({ done }) => !done)).toBe(true);
  });

  test('after a run the data, the model and the backend are told', () => {
    const progress = stepProgress(
      view({ ...judged, dataset: { rows: 5000 }, target: 'defaulted', requirements: [requirement({})] }),
      quiet,
    );
    expect(progress.goals).toEqual({ done: true, note: { kind: 'requirements-met', met: 1, all: 1 } });
    expect(progress.data.note).toEqual({ kind: 'rows', rows: 5000 });
    expect(progress.architecture.note).toEqual({ kind: 'backend', name: 'wasm' });
    expect(progress.model).toEqual({ done: true, note: { kind: 'runs', count: 1 } });
  });

  test('a run that was cut off shows, and a training that goes on shows first', () => {
    const cut = view({
      runs: [{ id: 'r', number: 1, role: 'model', status: 'interrupted', artifact: null, backend: 'cpu' }],
    });
    expect(stepProgress(cut, quiet).model).toEqual({
      done: false,
      note: { kind: 'run', status: 'interrupted' },
    });
    expect(stepProgress(cut, { ...quiet, training: true }).model.note).toEqual({
      kind: 'run',
      status: 'running',
    });
  });

  test('a withheld E is not done', () => {
    expect(stepProgress(view({ snapshots: [{ headline: null, provisional: 0.6 }] }), quiet).evaluate).toEqual(
      {
        done: false,
        note: null,
      },
    );
    expect(stepProgress(view({ snapshots: [{ headline: 0.65 }] }), quiet).evaluate.done).toBe(true);
  });

  test('open tasks and undecided reviews count as open', () => {
    const busy = view({
      tasks: [{ doneAt: null }, { doneAt: 1 }],
      reviews: [{ decision: null }, { decision: 'approved' }],
    });
    expect(stepProgress(busy, quiet).team.note).toEqual({ kind: 'open', count: 2 });
  });
});
