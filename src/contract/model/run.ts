// A run: one training of one recipe, its curve, its checkpoints and what it left behind.
import * as v from 'valibot';
import { finite, measured } from '../data/numbers';
import { chunkRef, count, sha256, timestamp, ulid } from '../data/dataset';
import { fittedFeature } from '../data/fitted-features';
import { calibration } from './calibration/calibration';
import { jsonObject } from './json';
import { metricName } from './judgement';
import { backendNames } from './backend-names';
import { recipe, task } from './recipe';
import { runAnnotation } from './runs/annotation';

export const backendName = v.picklist(backendNames);
export type BackendName = v.InferOutput<typeof backendName>;

/** A fault as a record keeps it. */
export const fault = v.strictObject({
  code: v.string(),
  place: v.record(v.string(), v.union([v.string(), measured])),
  params: v.record(v.string(), v.union([v.string(), measured])),
  detail: v.exactOptional(v.string()),
});

export const epochMetrics = v.strictObject({
  epoch: count, // from 1
  step: count,
  trainLoss: measured,
  trainMetric: measured,
  validationLoss: measured,
  validationMetric: measured,
  learningRate: finite,
  seconds: finite,
});
export type EpochMetrics = v.InferOutput<typeof epochMetrics>;

/** A named tensor inside a weights blob. */
export const tensorEntry = v.strictObject({
  name: v.string(),
  shape: v.array(count),
  dtype: v.literal('float32'),
  offset: count,
});
export type TensorEntry = v.InferOutput<typeof tensorEntry>;

export const fittedTarget = v.variant('kind', [
  v.strictObject({ kind: v.literal('classes'), column: v.string(), classes: v.array(v.string()) }),
  /** The net learns (y − shift) / scale. */
  v.strictObject({ kind: v.literal('number'), column: v.string(), shift: finite, scale: finite }),
]);
export type FittedTarget = v.InferOutput<typeof fittedTarget>;

/** Learnt from the training rows only; part of the model. */
export const fittedPreprocessing = v.strictObject({
  features: v.array(fittedFeature),
  target: fittedTarget,
  /** Shape of one encoded sample: [width] for tables, [height, width, channels] for images. */
  inputShape: v.array(count),
  /** Of a model that is made of others which want the columns in several ways: features of each way, one after another. */
  parts: v.exactOptional(v.array(count)),
});
export type FittedPreprocessing = v.InferOutput<typeof fittedPreprocessing>;

/** A trained net: recipe.model + task → topology, weights, preprocessing. */
export const netArtifact = v.strictObject({
  weights: v.array(chunkRef), // concatenated in order
  tensors: v.array(tensorEntry),
  bytes: count,
  preprocessing: fittedPreprocessing,
  /** What its outputs go through; absent where they are as the model states them. */
  calibration: v.exactOptional(calibration),
  /** SHA-256 over canonical JSON of the model spec, task, tensors, chunk hashes, preprocessing and calibration. */
  sha256,
});
export type NetArtifact = v.InferOutput<typeof netArtifact>;

/** A trained model of any other family: its state, in a layout of the family's own. */
export const stateArtifact = v.strictObject({
  family: v.string(),
  state: v.array(chunkRef), // concatenated in order
  bytes: count,
  preprocessing: fittedPreprocessing,
  /** What the family needs to read its state, and what it found out while it learnt. */
  facts: jsonObject,
  /** What its outputs go through; absent where they are as the model states them. */
  calibration: v.exactOptional(calibration),
  /** SHA-256 over canonical JSON of the model spec, task, chunk hashes, preprocessing, facts and calibration. */
  sha256,
});
export type StateArtifact = v.InferOutput<typeof stateArtifact>;

/** All that is needed to predict, beside the recipe. */
export const artifact = v.union([netArtifact, stateArtifact]);
export type Artifact = v.InferOutput<typeof artifact>;

/** Whether an artifact is that of a net. */
export function isNetArtifact(artifact: Artifact): artifact is NetArtifact {
  return 'weights' in artifact;
}

/** The chunks that hold what was learnt, in order. */
export function artifactChunks(artifact: Artifact): NetArtifact['weights'] {
  return isNetArtifact(artifact) ? artifact.weights : artifact.state;
}

export const runStatus = v.picklist(['running', 'paused', 'interrupted', 'done', 'stopped', 'failed']);
export type RunStatus = v.InferOutput<typeof runStatus>;

/** Rows, columns and kind of a tile of compiled steps. */
export const tileChoice = v.pipe(
  v.tuple([count, count, v.picklist(['registers', 'quads', 'shared'])]),
  v.readonly(),
);
export type TileChoice = v.InferOutput<typeof tileChoice>;

/**
 * How steps are carried out: compiled for the device, or operation by operation and why. `backend`: only WebGPU compiles;
 * `parts`: batches are taken in parts; `self-test`: the device computed compiled steps wrongly; `refused`: it refused them.
 */
export const stepPath = v.variant('kind', [
  v.strictObject({
    kind: v.literal('compiled'),
    /**
     * Where the recipe allows mixed precision: the classes of products that are in half precision, with their tiles, so that
     * a resume computes the same; null where the device has no float16.
     */
    half: v.exactOptional(v.nullable(v.record(v.string(), tileChoice))),
  }),
  v.strictObject({
    kind: v.literal('operations'),
    reason: v.picklist(['backend', 'parts', 'layer', 'self-test', 'refused']),
    /** The layer that cannot be compiled, or the device's own words. */
    detail: v.exactOptional(v.string()),
  }),
]);
export type StepPath = v.InferOutput<typeof stepPath>;
export type StepPathReason = Omit<Extract<StepPath, { kind: 'operations' }>, 'kind'>;

export const run = v.strictObject({
  id: ulid,
  projectId: ulid,
  number: count,
  role: v.picklist(['model', 'baseline']),
  label: v.string(),
  recipe,
  recipeSha256: sha256,
  partitionSha256: sha256,
  /** null where the family needs none: it computes in float64 on the processor. */
  backend: v.nullable(backendName),
  /** Why this backend: `fastest_measured`, `chosen_by_person`, `fallback_<reason>`. */
  backendReason: v.nullable(v.string()),
  appVersion: v.string(),
  status: runStatus,
  startedAt: timestamp,
  endedAt: v.nullable(timestamp),
  /** Steps of an optimiser, and how many an epoch has; null for a family that has neither. */
  step: v.nullable(count),
  stepsPerEpoch: v.nullable(count),
  /** Rows of one pass where the device had no memory for a whole batch; gradients of the passes are added up. */
  microBatch: v.exactOptional(count),
  /** Absent in runs from before there were compiled steps. */
  stepPath: v.exactOptional(stepPath),
  parameters: count,
  /** Of a family that solves for its parameters: how often it improved them, and whether that reached the solution. */
  convergence: v.exactOptional(v.strictObject({ iterations: count, converged: v.boolean() })),
  /** Empty for a family without epochs. */
  history: v.array(epochMetrics),
  /** Which fold was held out of how many, and a hash of the recipe but for that: runs of one hash are one cross-validation. */
  fold: v.exactOptional(v.strictObject({ count, held: count, of: sha256 })),
  /** The task's main metric; `trainMetric` and `validationMetric` are it. */
  metric: metricName,
  bestEpoch: v.nullable(count),
  msPerStep: v.nullable(finite),
  peakMemoryBytes: v.nullable(count),
  secondsTrained: finite,
  notices: v.array(
    v.strictObject({ code: v.string(), params: v.record(v.string(), v.union([v.string(), measured])) }),
  ),
  fault: v.nullable(fault),
  artifact: v.nullable(artifact),
  task,
  /** Absent where nobody noted anything. */
  annotation: v.exactOptional(runAnnotation),
  /** Of all other fields (storage/registry/content-hash.ts); absent in records of an earlier app. */
  contentSha256: v.exactOptional(sha256),
});
export type Run = v.InferOutput<typeof run>;
export type RunNotice = Run['notices'][number];

/** Everything an exact resume needs beside the recipe; the blob holds weights, optimiser slots and best weights. */
export const checkpoint = v.strictObject({
  id: ulid,
  runId: ulid,
  generation: count,
  epoch: count, // epochs completed
  batch: count, // batches completed in the running epoch
  step: count,
  state: v.array(chunkRef),
  /** `weights/*`, `slots/<slot>/*`, `best/*`. */
  tensors: v.array(tensorEntry),
  earlyStopping: v.strictObject({ best: v.nullable(measured), bestEpoch: v.nullable(count), wait: count }),
  /** Running sums of the epoch under way. */
  running: v.strictObject({
    lossSum: measured,
    samples: count,
    seconds: finite,
    /** Correct predictions, or squared errors. Scores for AUC are tensors `running/*` of the state. */
    metricSum: v.exactOptional(measured),
    /** Loss before the first step; only until the first epoch is judged by it. */
    startLoss: v.exactOptional(v.nullable(measured)),
  }),
  history: v.array(epochMetrics),
  /** null of a family that needs none. */
  backend: v.nullable(backendName),
  appVersion: v.string(),
  createdAt: timestamp,
});
export type Checkpoint = v.InferOutput<typeof checkpoint>;

/** The failures of a worker or its device after which a run goes on by itself. */
export type RecoveryCause = 'gpu_lost' | 'out_of_memory' | 'worker_hung' | 'worker_died';

/** Why a run goes on: told by the page, which saw the worker fail. */
export interface Recovery {
  cause: RecoveryCause;
  /** The last step that was heard of. */
  step: number;
}

/** What training tells while it goes on. */
export type TrainEvent =
  /** `totalSteps` is null for a family that does not know how long it will take. */
  | { kind: 'started'; run: Run; totalSteps: number | null }
  /** Before a long training this device is measured, for so many seconds at most; then `measured`. */
  | { kind: 'measuring'; mostSeconds: number }
  | { kind: 'measured' }
  | {
      kind: 'step';
      epoch: number;
      stepInEpoch: number;
      stepsPerEpoch: number;
      step: number;
      totalSteps: number;
      loss: number;
      samplesPerSecond: number;
      secondsLeft: number;
      memoryBytes: number;
    }
  /** Of a family that solves for its parameters: each improvement, and the most that it may need. */
  | { kind: 'iteration'; iteration: number; mostIterations: number; loss: number }
  | { kind: 'epoch'; metrics: EpochMetrics }
  | { kind: 'checkpoint'; generation: number; epoch: number; step: number; at: number }
  | { kind: 'notice'; notice: RunNotice }
  /** The worker or its device failed after this step; the run goes on by itself on a new one. */
  | { kind: 'recovering'; cause: RecoveryCause; step: number }
  | { kind: 'ended'; run: Run };
