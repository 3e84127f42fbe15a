// Complete records of a project and its data that satisfy the contract, for tests of the store.
import type { DatasetVersion, Partition } from '../../../src/contract/data/dataset';
import type { Snapshot } from '../../../src/contract/project/evaluation';
import type { Project } from '../../../src/contract/project/project';
import type { Recipe } from '../../../src/contract/model/recipe';
import { bundleOf, commitBundles } from '../../../src/storage/bundle';
import { newId } from '../../../src/storage/store/ids';
import { newPin } from '../../../src/storage/chunks/references';

/** A hash of one digit. */
export const hash = (digit: string): string => digit.repeat(64);

/** A recipe for a small table. */
export function aRecipe(datasetId = newId()): Recipe {
  return {
    format: 1,
    dataset: { id: datasetId, sha256: hash('a') },
    task: 'binary',
    target: 'default',
    features: ['income', 'age'],
    split: { kind: 'stratified', train: 0.7, validation: 0.1, test: 0.2, seed: 7 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: true },
      category: { encode: 'one-hot', maxCategories: 50 },
      image: { scale: 'unit' },
    },
    model: { family: 'dense', layers: [{ kind: 'dense', units: 8, activation: 'relu' }] },
    loss: 'cross-entropy',
    optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: { kind: 'constant' },
    regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
    clipNorm: null,
    batchSize: 32,
    epochs: 3,
    earlyStopping: null,
    seed: 3,
  };
}

/** An empty project. */
export function aProject(name = 'Loans'): Project {
  return {
    id: newId(),
    name,
    scenarioId: null,
    stage: 'explore',
    goals: {
      scenario: '',
      requirements: [],
      budgets: { modelBytes: null, latencyMs: null, memoryMb: null },
      stakeholders: [],
      needs: [],
      judgements: {},
    },
    plan: { backend: null, decisions: [] },
    data: {
      datasetId: null,
      target: null,
      task: null,
      roles: {},
      split: aRecipe().split,
      preprocessing: aRecipe().preprocessing,
      accountability: { licence: '', consent: '', source: '', retention: '' },
    },
    draft: null,
    team: {
      members: [],
      accountable: {
        goals: null,
        architecture: null,
        data: null,
        model: null,
        deploy: null,
        team: null,
        evaluate: null,
      },
      actingId: null,
    },
    ratings: {},
    notApplicable: {},
    revision: 0,
    createdAt: 1_700_000_000_000,
    updatedAt: 1_700_000_000_000,
  };
}

/** Stores a project with nothing in it. */
export async function addProject(project: Project): Promise<void> {
  await commitBundles([bundleOf(project)], await newPin());
}

/** A dataset version over the given groups. */
export function aDataset(projectId: string, groups: DatasetVersion['groups']): DatasetVersion {
  return {
    id: newId(),
    projectId,
    name: 'loans.csv',
    kind: 'table',
    rows: groups.reduce((sum, group) => sum + group.rows, 0),
    columns: [{ name: 'income', type: 'number', categories: [], shape: null }],
    groups,
    sha256: hash('a'),
    source: {
      kind: 'file',
      name: 'loans.csv',
      bytes: 10,
      encoding: 'utf-8',
      delimiter: ',',
      synthetic: false,
      licence: '',
      origin: '',
    },
    lineage: { parent: null, steps: [] },
    profiles: [],
    notices: [],
    noticeCount: 0,
    duplicateRows: 0,
    readMs: 1,
    createdAt: 1_700_000_000_000,
  };
}

/** A partition with its assignment. */
export function aPartition(
  projectId: string,
  datasetId: string,
  assignment: Partition['assignment'],
): Partition {
  return {
    id: newId(),
    projectId,
    datasetId,
    datasetSha256: hash('a'),
    sha256: hash('b'),
    assignment,
    counts: { train: 7, validation: 1, test: 2, excluded: 0 },
    quality: {
      requiredCells: 20,
      missingCells: 1,
      duplicateRows: 0,
      conflictingRows: 0,
      leakedRows: 0,
      classCounts: [6, 4],
    },
    createdAt: 1_700_000_000_000,
  };
}

/** A snapshot with one reading. */
export function aSnapshot(projectId: string): Snapshot {
  return {
    id: newId(),
    projectId,
    catalogueVersion: 1,
    readings: [
      {
        ...{ id: 'M1a', raw: 0.4, n: 2, state: 'measured', score: 0.4, evidence: [] },
        ...{ takenAt: 1_700_000_300_000, by: 'app', catalogueVersion: 1 },
      },
    ],
    dimensions: [{ dimension: 'model', weight: 1, score: 0.4, interval: [0.1, 0.9], coverage: 0.2 }],
    headline: null,
    interval: [0.1, 0.9],
    provisional: 0.4,
    coverage: 0.2,
    geometric: 0.4,
    imbalanced: false,
    weakest: 'model',
    vetoes: [],
    actions: [],
    sha256: hash('f'),
    takenAt: 1_700_000_300_000,
  };
}
