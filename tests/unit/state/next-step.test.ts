import { expect, test } from 'vitest';
import type { Step } from '../../../src/contract/project/project';
import type { ProjectView } from '../../../src/contract/project/view';
import { nextAct, stepOfAct } from '../../../src/state/project/next-step';
import { stepProgress } from '../../../src/state/project/step-progress';

const steps: Step[] = ['goals', 'architecture', 'data', 'model', 'deploy', 'team', 'evaluate'];
const accountable = Object.fromEntries(steps.map((step) => [step, 'm']));
const goals = {
  scenario: 'x',
  requirements: [{ id: 'r', text: '', metric: 'auc', operator: '≥', threshold: 0.8, priority: 'must' }],
};
const start = {
  project: { goals, plan: { backend: null }, data: { target: null }, team: { members: [], accountable: {} } },
  ...{ dataset: null, partition: null, runs: [], judgements: [], versions: [], facts: [] },
  ...{ promotions: [], tasks: [], reviews: [], snapshots: [], snapshot: null },
};
const split = { rows: 100, metrics: { auc: 0.8 } };
const run = (number: number, change: object = {}) => ({
  ...{ id: `run${String(number)}`, number, role: 'model', status: 'done', artifact: { sha256: 'a' } },
  ...{ backend: 'wasm', partitionSha256: 'p', task: 'binary', ...change },
});
const judged = (runId: string, better: boolean) => ({
  ...{ id: `j-${runId}`, runId, artifactSha256: 'a', primary: 'auc', takenAt: 1 },
  ...{ train: split, validation: split, test: split },
  comparison: {
    metrics: { auc: { validation: { value: 0.1, interval: better ? [0.05, 0.15] : [-0.05, 0.15] } } },
  },
});

/** What is advised for records, as a short text: the act, its number, its step. */
function next(parts: object, live: number | null = null): string {
  const view = { ...start, ...parts } as unknown as ProjectView;
  const progress = stepProgress(view, { training: live !== null, backend: null });
  const act = nextAct(view, { progress, live });
  const number = 'number' in act ? ` ${String(act.number)}` : '';
  return `${act.kind}${number} in ${stepOfAct(act)}`;
}

const data = { dataset: { rows: 100 }, project: { ...start.project, data: { target: 'y' } } };
const baseline = run(1, { role: 'baseline' });
const trained = { ...data, runs: [run(2), baseline] };
const evaluated = { ...trained, judgements: [judged('run2', true), judged('run1', false)] };
const registered = { ...evaluated, versions: [{ id: 'v1', number: 1, runId: 'run2' }] };
const promoted = { ...registered, promotions: [{ versionId: 'v1', at: 1 }] };

test('walks from an empty project to a champion', () => {
  expect(next({})).toBe('open-data in data');
  expect(next({ dataset: { rows: 100 } })).toBe('choose-target in data');
  expect(next(data)).toBe('train in model');
  expect(next({ ...data, runs: [baseline] })).toBe('train in model');
  expect(next(trained)).toBe('judge 2 in model');
  expect(next(evaluated)).toBe('register 2 in deploy');
  expect(next(registered)).toBe('promote 1 in deploy');
  expect(next(promoted)).toBe('team in team');
});

test('goals come once there is something to set them for', () => {
  const project = { ...data.project, goals: { scenario: '', requirements: [] } };
  expect(next({ ...start, project: { ...project, data: { target: null } } })).toBe('open-data in data');
  expect(next({ ...data, project })).toBe('goals in goals');
});

test('proposes the baseline where the model is no better, and says which of two is registered', () => {
  const equal = { ...trained, judgements: [judged('run2', false), judged('run1', false)] };
  expect(next(equal)).toBe('register-baseline 1 in deploy');
  expect(next({ ...equal, versions: [{ id: 'v1', number: 1, runId: 'run1' }] })).toBe('promote 1 in deploy');
  expect(next({ ...evaluated, versions: [{ id: 'v1', number: 1, runId: 'run1' }] })).toBe(
    'register 2 in deploy',
  );
});

test('a run that trains, or was cut off last, comes first; an older one that was left does not come back', () => {
  expect(next(trained, 3)).toBe('training 3 in model');
  const cut = run(3, { status: 'interrupted', artifact: null });
  expect(next({ ...evaluated, runs: [cut, ...evaluated.runs] })).toBe('resume 3 in model');
  const left = run(1, { status: 'paused', artifact: null });
  expect(next({ ...evaluated, runs: [run(2), left], judgements: [judged('run2', true)] })).toBe(
    'register 2 in deploy',
  );
});

test('after that, what is left open, then what raises E most, then the evaluation', () => {
  const whole = { ...promoted, project: { ...promoted.project, team: { members: [], accountable } } };
  expect(next(whole)).toBe('review in evaluate');
  const snapshot = { headline: null, actions: [{ indicator: 'D1a', step: 'data', gain: 0.02 }] };
  expect(next({ ...whole, snapshot })).toBe('raise in data');
});

test('the rail counts every run, as the table of runs does', () => {
  const view = { ...start, ...trained } as unknown as ProjectView;
  const { note } = stepProgress(view, { training: false, backend: null }).model;
  expect(note).toEqual({ kind: 'runs', count: 2 });
});
