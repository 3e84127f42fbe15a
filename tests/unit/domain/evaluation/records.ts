// A whole project on record, as plain values, for tests of what is read from it. Change what a test is about.
import type { DatasetVersion, Partition } from '../../../../src/contract/data/dataset';
import type { ClassJudgement, Judgement, SplitMetrics } from '../../../../src/contract/model/judgement';
import type { Project } from '../../../../src/contract/project/project';
import type { Recipe } from '../../../../src/contract/model/recipe';
import type { Run } from '../../../../src/contract/model/run';
import type { ModelVersion, Promotion, VersionFacts } from '../../../../src/contract/release/version';
import type { Reading } from '../../../../src/contract/project/evaluation';
import type { ProjectView } from '../../../../src/contract/project/view';
import { takeReadings, type ProjectRecords } from '../../../../src/domain/evaluation/measure';

export const hour = 3_600_000;
export const now = 1_700_000_000_000;

/** A ULID and a hash that are easy to tell apart. */
export const id = (name: string) =>
  name
    .toUpperCase()
    .replace(/[ILOU]/g, 'X')
    .padStart(26, '0');
export const hash = (letter: string) => letter.repeat(64);

export const dataset: DatasetVersion = {
  ...{ id: id('d1'), projectId: id('p1'), name: 'd', kind: 'table', rows: 1000, columns: [], groups: [] },
  sha256: hash('d'),
  source: {
    ...{ kind: 'file', name: 'd.csv', bytes: 1, encoding: 'utf-8', delimiter: ',' },
    ...{ synthetic: false, licence: '', origin: '' },
  },
  ...{
    lineage: { parent: null, steps: [] },
    profiles: [],
    notices: [],
    noticeCount: 20,
    duplicateRows: 10,
  },
  ...{ readMs: 1, createdAt: now - 100 * hour },
};

export const partition: Partition = {
  ...{ id: id('s1'), projectId: id('p1'), datasetId: id('d1'), datasetSha256: hash('d'), sha256: hash('e') },
  assignment: { sha256: hash('a'), bytes: 1000 },
  counts: { train: 700, validation: 100, test: 200, excluded: 0 },
  quality: {
    ...{ requiredCells: 5000, missingCells: 250, duplicateRows: 10, conflictingRows: 4, leakedRows: 3 },
    classCounts: [750, 250],
  },
  createdAt: now,
};

const recipe: Recipe = {
  ...{
    format: 1,
    dataset: { id: id('d1'), sha256: hash('d') },
    task: 'binary',
    target: 'y',
    features: ['a'],
  },
  split: { kind: 'stratified', train: 0.7, validation: 0.1, test: 0.2, seed: 1 },
  preprocessing: {
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode: 'one-hot', maxCategories: 50 },
    image: { scale: 'unit' },
  },
  ...{
    model: { family: 'dense', layers: [] },
    loss: 'cross-entropy',
    optimizer: { kind: 'sgd', learningRate: 0.1 },
  },
  ...{ schedule: { kind: 'constant' }, regularization: { l1: 0, l2: 0, labelSmoothing: 0 }, clipNorm: null },
  ...{ batchSize: 64, epochs: 5, earlyStopping: null, seed: 1 },
};

export function run(number: number, change: Partial<Run> = {}): Run {
  return {
    ...{ id: id(`r${number}`), projectId: id('p1'), number, role: 'model', label: '', recipe },
    ...{ recipeSha256: hash('c'), partitionSha256: hash('e'), backend: 'cpu', backendReason: '' },
    ...{
      appVersion: '1',
      status: 'done',
      startedAt: 1,
      endedAt: 2,
      step: 1,
      stepsPerEpoch: 1,
      parameters: 1,
    },
    ...{ history: [], metric: 'auc', bestEpoch: 1, msPerStep: 1, peakMemoryBytes: null, secondsTrained: 1 },
    ...{ notices: [], fault: null, task: 'binary' },
    artifact: {
      ...{ weights: [], tensors: [], bytes: 30_000, sha256: hash(String(number)) },
      preprocessing: {
        ...{ features: [], inputShape: [1] },
        target: { kind: 'classes', column: 'y', classes: ['n', 'y'] },
      },
    },
    ...change,
  };
}

const classMetrics = {
  ...{ accuracy: 0.8, precision: 0.7, recall: 0.6, f1: 0.65, auc: 0.9, prAuc: 0.7, logLoss: 0.4 },
  ...{ brier: 0.12, brierSkill: 0.3, ece: 0.055 },
};

function split(rows: number, auc: number): SplitMetrics {
  return { rows, metrics: { ...classMetrics, auc } };
}

export function judgement(number: number, auc: number, change: Partial<ClassJudgement> = {}): Judgement {
  return {
    ...{ id: id(`j${number}`), projectId: id('p1'), runId: id(`r${number}`) },
    ...{ artifactSha256: hash(String(number)), datasetSha256: hash('d'), partitionSha256: hash('e') },
    ...{ train: split(700, auc + 0.05), validation: split(100, auc), test: split(200, auc), primary: 'auc' },
    ...{ interval: [auc - 0.1, auc + 0.1], classes: ['n', 'y'], threshold: 0.5, confusion: [] },
    ...{ roc: null, precisionRecall: null, calibration: [], kind: 'classification', comparison: null },
    slices: [
      { column: 'a', value: 'x', rows: 60, score: auc },
      { column: 'a', value: 'z', rows: 40, score: 0.72 },
    ],
    ...{ predictions: { sha256: hash('f'), bytes: 1 }, testRows: 200, outputs: 2, takenAt: now },
    ...change,
  };
}

export function version(number: number, runNumber: number, change: Partial<ModelVersion> = {}): ModelVersion {
  return {
    ...{ id: id(`v${number}`), projectId: id('p1'), number, runId: id(`r${runNumber}`) },
    ...{ judgementId: id(`j${runNumber}`), task: 'binary', recipe, artifact: run(runNumber).artifact! },
    signature: { inputs: [], output: { name: 'y', classes: ['n', 'y'], threshold: 0.5 } },
    card: { purpose: 'p', users: 'u', outOfScope: '', limitations: '  ', ethics: '', contact: 'c' },
    ...{ sha256: hash('b'), authorId: id('ann'), createdAt: now },
    ...change,
  };
}

export function facts(number: number, change: Partial<VersionFacts> = {}): VersionFacts {
  return {
    ...{ versionId: id(`v${number}`), projectId: id('p1'), latency: null, cards: [], verified: null },
    ...{ exportDifference: null, ...change },
  };
}

export function promotion(number: number, change: Partial<Promotion> = {}): Promotion {
  return {
    ...{ id: id(`k${number}`), projectId: id('p1'), versionId: id(`v${number}`), alias: 'champion' },
    ...{ by: id('ann'), reviewId: null, waiver: 'none to ask', at: now - number },
    ...change,
  };
}

export const project: Project = {
  ...{ id: id('p1'), name: 'p', scenarioId: null, stage: 'explore' },
  goals: {
    ...{ scenario: 's', requirements: [], stakeholders: [], needs: [], judgements: {} },
    budgets: { modelBytes: null, latencyMs: null, memoryMb: null },
  },
  plan: { backend: null, decisions: [] },
  data: {
    ...{ datasetId: id('d1'), target: 'y', task: 'binary', roles: {} },
    ...{ split: recipe.split, preprocessing: recipe.preprocessing },
    accountability: { licence: 'CC0', consent: '', source: 's', retention: '' },
  },
  draft: null,
  team: {
    members: [],
    accountable: {
      ...{
        goals: null,
        architecture: null,
        data: null,
        model: null,
        deploy: null,
        team: null,
        evaluate: null,
      },
    },
    actingId: null,
  },
  ...{ ratings: {}, notApplicable: {}, revision: 0, createdAt: 1, updatedAt: 1 },
};

/** A model of AUC 0.9 (run 2) on a baseline of 0.8 (run 1), not yet registered. */
export const view: ProjectView = {
  ...{
    project,
    dataset,
    partition,
    versions: [],
    facts: [],
    promotions: [],
    tasks: [],
    reviews: [],
    snapshots: [],
    snapshot: null,
  },
  runs: [run(2), run(1, { role: 'baseline', recipeSha256: hash('0') })],
  judgements: [judgement(2, 0.9), judgement(1, 0.8)],
};

/** The view's changes for a change of the project. */
export const withProject = (change: Partial<Project>) => ({ project: { ...project, ...change } });
/** The view's changes for a change of its goals. */
export const withGoals = (change: Partial<Project['goals']>) =>
  withProject({ goals: { ...project.goals, ...change } });
/** The view's changes for a change of its data plan. */
export const withData = (change: Partial<Project['data']>) =>
  withProject({ data: { ...project.data, ...change } });

/** Run 2 registered as version 2, beside an older version 1. */
export const registered: Partial<ProjectView> = {
  versions: [version(2, 2), version(1, 1)],
  facts: [facts(2)],
};

/** One indicator's reading of the changed view. */
export function take(change: Partial<ProjectRecords>, indicator: string): Reading {
  return takeReadings({ ...view, ...change }, now).find((each) => each.id === indicator)!;
}
