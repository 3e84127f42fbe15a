// What a family computes: the half of it that may load tensors, in `<family>/numerics.ts`, which exports `numerics`. Jobs, judging,
// serving, estimates and exports know only this. Loaded when it is first asked for; nothing of it is in the data worker.
import type { Estimate } from '../../contract/model/device';
import type { Explanation, TreeExplanation } from '../../contract/model/explanation';
import type { JsonObject } from '../../contract/model/json';
import type { Recipe } from '../../contract/model/recipe';
import type { Artifact, FittedPreprocessing, Run, TrainEvent } from '../../contract/model/run';
import type { Pace } from '../../domain/training-rate';
import type { HalfTiles, Tiles } from '../compiled/step/tune/tuning';
import type { NetworkSpec } from '../net/network';
import type { NamedValues } from '../net/serving/artifact';
import type { BatchSource } from '../net/training/batch-source';
import type { TrainControl, TrainOutcome, TrainSignal, TrainState } from '../net/training/train-types';
import { familyOf } from './registry';

/** What a model takes and gives. */
export interface ModelShape {
  /** Of one encoded sample: [width] of tables, [height, width, channels] of images. */
  inputShape: readonly number[];
  /** Classes of the target; 0 for regression. */
  classes: number;
}

/** What is known of the data and the device before a run. */
export interface CostInput {
  recipe: Recipe;
  shape: ModelShape;
  trainRows: number;
  validationRows: number;
  /** How fast the device trains such a net; null where that was not measured, or where no device is needed. */
  pace: Pace | null;
  /** Bytes of encoded rows held at once. */
  windowBytes: number;
}

/** Of a training on a device: what was measured there before, and what is told of measuring. */
export interface DeviceTraining {
  /** Rows of one pass where a whole batch does not fit. */
  microBatch?: number;
  tiles?: Tiles;
  /** Of a training that goes on: the classes of products that it takes in half precision. */
  half?: HalfTiles;
  onMeasuring(mostSeconds: number | null): void;
}

/** One training, from the start or from a state. */
export interface FamilyJob {
  recipe: Recipe;
  shape: ModelShape;
  /** What encoded the rows of `source`, fitted to those of training; for a family that says something of the columns as they came, too. */
  fitted: FittedPreprocessing;
  /** Units of the target in one unit of the model's output; 1 for classes. */
  targetScale: number;
  source: BatchSource;
  /** Weights of the classes in the loss, for a family that `weighsClasses`; null where all count alike. */
  classWeights?: Float64Array | null;
  control: TrainControl;
  /** null for a family that keeps no states: it begins anew, to the same bits. */
  from: TrainState | null;
  /** null for a family that needs no backend. */
  device: DeviceTraining | null;
  /** Gives the event loop a turn. */
  yieldToEventLoop(): Promise<void>;
  /** Milliseconds; changes what is told and when, never what is learnt. */
  now(): number;
}

/** What a training tells; the generator waits while the listener acts on it. */
export type FamilySignal = TrainSignal | Extract<TrainEvent, { kind: 'iteration' }>;

/** What was learnt, and what the run's record says of it. */
export interface FamilyOutcome {
  reason: TrainOutcome['reason'];
  /** Named tensors, or a state in the family's own layout with the facts that it is read by. */
  learnt:
    | { kind: 'tensors'; tensors: NamedValues[] }
    | { kind: 'state'; bytes: Uint8Array<ArrayBuffer>; facts: JsonObject };
  record: Partial<
    Pick<
      Run,
      | 'step'
      | 'history'
      | 'bestEpoch'
      | 'msPerStep'
      | 'peakMemoryBytes'
      | 'secondsTrained'
      | 'convergence'
      | 'parameters'
    >
  >;
}

/** A trained model with the bytes that its artifact names. */
export interface StoredModel {
  recipe: Recipe;
  artifact: Artifact;
  bytes: Uint8Array;
}

/** A trained model that answers. */
export interface Predictor {
  /** Raw outputs of a sample: one a class, one for binary and for regression. */
  outputs: number;
  /** Raw outputs (logits, or scaled numbers) [rows, outputs] of encoded samples; `onPeak` hears the bytes held. */
  predict(features: Float32Array, rows: number, onPeak?: (bytes: number) => void): Promise<Float32Array>;
  /** Of a calibrated model: its raw outputs without the calibrator, and what that makes of them. */
  uncalibrated?: {
    predict(features: Float32Array, rows: number): Promise<Float32Array>;
    calibrate(outputs: Float32Array): Float32Array;
  };
  /** The bytes that it was loaded from, for where the store is gone. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  dispose(): void;
}

/** What each encoded column adds to the scores of samples, in raw outputs before a calibrator: exact Shapley values. */
export interface Contributions {
  /** [rows, outputs, width] */
  values: Float64Array;
  /** Scores where nothing is known of a sample: [outputs]. With the contributions of a sample they add up to its score. */
  expected: Float64Array;
}

/** A tree of a model; the way of a sample lacks only which row that is. */
export interface LookedTree extends Omit<TreeExplanation, 'path'> {
  path: Omit<NonNullable<TreeExplanation['path']>, 'testRow' | 'testRows' | 'row'> | null;
}

/** A file by name. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A model as files that anyone can use. */
export interface ExportedModel {
  /** What computes, without preprocessing and meaning, which are the same for every family. */
  files: NamedFile[];
  /** Facts for `hearth.json` that only this family has. */
  facts: JsonObject;
  /** How to load and call it: the beginning of README.txt. */
  usage: string;
  /** What must be known beside that; the end of README.txt. */
  remarks: string;
}

/** The computing half of a family. */
export interface FamilyNumerics {
  /** The net that a device computes; absent where the family needs no backend. */
  deviceNet?(recipe: Recipe, shape: ModelShape): NetworkSpec;
  parameters(recipe: Recipe, shape: ModelShape): number;
  /** What a recipe would cost: arithmetic on shapes, nothing is built. Throws `shape_mismatch`. */
  estimate(input: CostInput): Omit<Estimate, 'backend'>;
  /** Rows that it takes at once: while it learns, and of a pass that only predicts. */
  batchRows(recipe: Recipe, shape: ModelShape): { training: number; prediction: number };
  /** Whether it weighs classes in its loss; to others a row of a heavy class comes more often. */
  weighsClasses?: true;
  train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome>;
  load(model: StoredModel): Promise<Predictor>;
  /** The model's files; nothing is read from the store. */
  export(model: StoredModel): Promise<ExportedModel>;
  /** Largest absolute difference between the model and its files, loaded as a stranger would, over seeded samples. */
  compare(model: StoredModel, exported: ExportedModel): Promise<number>;
  /** What the model learnt, for people; absent where a family has no such form. */
  explain?(model: StoredModel): Promise<Explanation>;
  /** One tree of it, and the way of a sample through all of them; absent where a family has none. Throws `input_invalid` for no such tree. */
  lookAtTree?(model: StoredModel, tree: number, sample: Float32Array | null): Promise<LookedTree>;
  /** Why samples have their scores; absent where a family has no exact form. */
  contributions?(model: StoredModel, features: Float32Array, rows: number): Promise<Contributions>;
}

const modules = import.meta.glob<{ numerics: FamilyNumerics }>('./*/numerics.ts');

/** The numerics of an architecture, loaded where needed. Throws `recipe_invalid` where no family knows it. */
export async function numericsOf({ model }: Pick<Recipe, 'model'>): Promise<FamilyNumerics> {
  const load = modules[`./${familyOf(model.family).id}/numerics.ts`]!;
  return (await load()).numerics;
}

/** The shape of a model from what was fitted to its training rows. */
export function modelShape({ inputShape, target }: FittedPreprocessing): ModelShape {
  return { inputShape, classes: target.kind === 'classes' ? target.classes.length : 0 };
}
