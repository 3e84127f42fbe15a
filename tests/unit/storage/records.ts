// Complete records that satisfy the contract, for tests of the store.
import type { DatasetVersion, Partition } from '../../../src/contract/dataset';
import type { Project } from '../../../src/contract/project';
import type { Recipe } from '../../../src/contract/recipe';
import type { Artifact, Checkpoint, Run } from '../../../src/contract/run';
import type { Snapshot } from '../../../src/contract/evaluation';
import type { Judgement } from '../../../src/contract/judgement';
import type { ModelVersion } from '../../../src/contract/version';
import { bundleOf, commitBundles } from '../../../src/storage/bundle';
import { newId } from '../../../src/storage/ids';
import { newPin } from '../../../src/storage/references';

const hash = (digit: string) => digit.repeat(64);

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
    lineage: { parent: null, transforms: [] },
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

/** A run, not yet numbered. */
export function aRun(projectId: string): Omit<Run, 'number'> {
  return {
    id: newId(),
    projectId,
    role: 'model',
    label: '',
    recipe: aRecipe(),
    recipeSha256: hash('c'),
    partitionSha256: hash('b'),
    backend: 'cpu',
    backendReason: 'chosen_by_person',
    appVersion: '0.0.0-test',
    status: 'running',
    startedAt: 1_700_000_000_000,
    endedAt: null,
    step: 0,
    stepsPerEpoch: 10,
    parameters: 33,
    history: [],
    metric: 'auc',
    bestEpoch: null,
    msPerStep: null,
    peakMemoryBytes: null,
    secondsTrained: 0,
    notices: [],
    fault: null,
    artifact: null,
    task: 'binary',
  };
}

/** A checkpoint of a run. */
export function aCheckpoint(runId: string, generation: number, state: Checkpoint['state']): Checkpoint {
  return {
    id: newId(),
    runId,
    generation,
    epoch: generation,
    batch: 0,
    step: generation * 10,
    state,
    tensors: [{ name: 'weights/0', shape: [2, 3], dtype: 'float32', offset: 0 }],
    earlyStopping: { best: null, bestEpoch: null, wait: 0 },
    running: { lossSum: 0, samples: 0, seconds: 0 },
    history: [],
    backend: 'cpu',
    appVersion: '0.0.0-test',
    createdAt: 1_700_000_000_000,
  };
}

/** Stores a project with nothing in it. */
export async function addProject(project: Project): Promise<void> {
  await commitBundles([bundleOf(project)], await newPin());
}

/** Weights and what they need; the chunks are the caller's. */
export function anArtifact(weights: Artifact['weights']): Artifact {
  return {
    weights,
    tensors: [{ name: 'dense/kernel', shape: [2, 33], dtype: 'float32', offset: 0 }],
    bytes: weights.reduce((sum, ref) => sum + ref.bytes, 0),
    preprocessing: {
      features: [
        {
          ...{ kind: 'number', column: 'income', impute: 31.5, shift: 30, scale: 12.25 },
          ...{ missingIndicator: true, min: 4, max: 210 },
        },
        { kind: 'category', column: 'housing', categories: ['own', 'rent'] },
      ],
      target: { kind: 'classes', column: 'default', classes: ['no', 'yes'] },
      inputShape: [5],
    },
    sha256: hash('d'),
  };
}

/** A judgement of a run. */
export function aJudgement(
  projectId: string,
  runId: string,
  predictions: Judgement['predictions'],
): Judgement {
  const split = (accuracy: number, rows: number) => ({
    rows,
    class: {
      ...{ accuracy, precision: 0.7, recall: 0.65, f1: 0.674, auc: 0.81, prAuc: 0.72 },
      ...{ logLoss: 0.44, brier: 0.15, brierSkill: 0.21, ece: 0.034 },
    },
    regression: null,
  });
  return {
    id: newId(),
    projectId,
    runId,
    artifactSha256: hash('d'),
    datasetSha256: hash('a'),
    partitionSha256: hash('b'),
    train: split(0.9, 7),
    validation: split(0.85, 1),
    test: split(0.8342, 2),
    primary: 'auc',
    interval: [0.78, 0.84],
    classes: ['no', 'yes'],
    threshold: 0.4,
    confusion: [
      [1, 0],
      [0, 1],
    ],
    roc: null,
    precisionRecall: null,
    calibration: [],
    residuals: null,
    slices: [{ column: 'housing', value: 'rent', rows: 312, score: 0.71 }],
    predictions,
    testRows: 2,
    outputs: 2,
    takenAt: 1_700_000_100_000,
  };
}

/** A version of a run; its hash is the caller's. */
export function aVersion(
  projectId: string,
  run: Pick<Run, 'id' | 'recipe' | 'artifact'>,
  judgementId: string,
): ModelVersion {
  return {
    id: newId(),
    projectId,
    number: 1,
    runId: run.id,
    judgementId,
    task: 'binary',
    recipe: run.recipe,
    signature: { inputs: [], output: { name: 'default', classes: ['no', 'yes'], threshold: 0.4 } },
    artifact: run.artifact ?? anArtifact([]),
    card: {
      ...{ purpose: 'Grant loans', users: '', outOfScope: '', trainingData: '', evaluationData: '' },
      ...{ metrics: '', factors: '', limitations: '', ethics: '', contact: '' },
    },
    sha256: hash('e'),
    authorId: null,
    createdAt: 1_700_000_200_000,
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
