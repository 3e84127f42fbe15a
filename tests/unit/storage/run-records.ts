// Complete records of a run and what comes of it that satisfy the contract, for tests of the store.
import type { Judgement } from '../../../src/contract/model/judgement';
import type { Checkpoint, NetArtifact, Run } from '../../../src/contract/model/run';
import type { ModelVersion } from '../../../src/contract/release/version';
import { newId } from '../../../src/storage/store/ids';
import { aRecipe, hash } from './project-records';

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

/** Weights and what they need; the chunks are the caller's. */
export function anArtifact(weights: NetArtifact['weights']): NetArtifact {
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
    metrics: {
      ...{ accuracy, precision: 0.7, recall: 0.65, f1: 0.674, auc: 0.81, prAuc: 0.72 },
      ...{ logLoss: 0.44, brier: 0.15, brierSkill: 0.21, ece: 0.034 },
    },
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
    kind: 'classification',
    primary: 'auc',
    comparison: null,
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
      ...{ purpose: 'Grant loans', users: '', outOfScope: '', limitations: '', ethics: '', contact: '' },
    },
    sha256: hash('e'),
    authorId: null,
    createdAt: 1_700_000_200_000,
  };
}
