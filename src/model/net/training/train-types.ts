// What goes into training and what comes out: requests, states, signals. No code.
import type { NetRecipe } from '../../../contract/model/recipe';
import type { EpochMetrics, RunNotice, StepPath, TrainEvent } from '../../../contract/model/run';
import type { NamedValues } from '../serving/artifact';
import type { BatchSource } from './batch-source';
import type { EarlyStoppingState } from './early-stopping';
import type { HalfTiles, Tiles } from '../../compiled/step/tune/tuning';
import type { NetworkSpec } from '../network';

/** Everything that an exact resume needs beside the recipe. */
export interface TrainState {
  /** Epochs completed. */
  epoch: number;
  /** Batches completed in the running epoch. */
  batch: number;
  step: number;
  /** `weights/*`, `slots/*`, `best/*`, `running/*`. */
  tensors: NamedValues[];
  earlyStopping: EarlyStoppingState;
  running: {
    lossSum: number;
    samples: number;
    seconds: number;
    metricSum: number;
    startLoss: number | null;
  };
  history: EpochMetrics[];
}

/** What a person or the page asks of a running training; looked at between steps. */
export interface TrainControl {
  intent: 'go' | 'pause' | 'stop';
}

/** One training, from the start or from a state. */
export interface TrainJob {
  recipe: NetRecipe;
  network: NetworkSpec;
  /** Units of the target in one unit of the net's output; 1 for classes. */
  targetScale: number;
  source: BatchSource;
  /** Rows of one pass; a batch of more is taken in parts whose gradients add up to the batch's. */
  microBatch?: number;
  control: TrainControl;
  /** Tiles that were measured on this device; a long training measures those that it lacks. */
  tiles?: Tiles;
  /** Of a training that goes on: the classes of products that it takes in half precision. */
  half?: HalfTiles;
  /** Told before anything is measured, with the most seconds that it takes, and with null when it is over. */
  onMeasuring?(mostSeconds: number | null): void;
  from: TrainState | null;
  /** Gives the event loop a turn. */
  yieldToEventLoop(): Promise<void>;
  /** Milliseconds; changes what is told and when, never what is learnt. */
  now(): number;
  /** How often a state is due inside an epoch; 30 s where left out. */
  checkpointMs?: number;
}

/** What training tells; the generator waits while the listener acts on it. */
export type TrainSignal =
  | Extract<TrainEvent, { kind: 'step' | 'epoch' }>
  | { kind: 'notice'; notice: RunNotice }
  /** Comes first: how the steps are carried out. */
  | { kind: 'path'; path: StepPath }
  /** A state that should be kept: after each epoch, every 30 s, and at a pause. */
  | { kind: 'state'; state: TrainState };

/** How training ended. Weights are the best where early stopping watched, else the last. */
export interface TrainOutcome {
  reason: 'done' | 'paused' | 'stopped';
  weights: NamedValues[];
  step: number;
  history: EpochMetrics[];
  bestEpoch: number | null;
  secondsTrained: number;
  /** Over the steps of this session; null where there was none. */
  msPerStep: number | null;
  peakBytes: number;
  parameters: number;
}
