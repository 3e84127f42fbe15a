// What carries out a training's steps, and what the loop asks of it. train.ts decides what is learnt and when it is kept;
// a stepper decides how the device gets there: operation by operation, or as a compiled step.
import type { StepPath } from '../../../contract/model/run';
import type { NamedValues } from '../serving/artifact';

/** Steps whose results have arrived, in order. None: all that was begun has arrived, and the weights stand exactly there. */
export interface SettledSteps {
  steps: readonly { logits: Float32Array; labels: Float32Array }[];
  /** Bytes on the device while the steps ran. */
  bytes: number;
}

/** Where an epoch is taken up. */
export interface EpochPlace {
  epoch: number;
  /** Batches done already. */
  batch: number;
  /** Steps done already, over all epochs. */
  step: number;
}

/** The loop's word before each step or group of steps. `rest` asks for a settled state, after which the steps go on. */
export type Intent = 'go' | 'rest' | 'end';

/** What the loop lends to a stepper. */
export interface Pacing {
  intent(): Intent;
  /** How many steps may be on the device before their results are read. */
  depth(): number;
  learningRate(step: number): number;
  /** Lets other jobs of the thread have their turn, at most every few milliseconds; `queued` steps work on meanwhile. */
  yieldToEventLoop(queued: number): Promise<void>;
}

/** Carries out steps. Everything it holds on the device is freed by `dispose`. */
export interface Stepper {
  readonly path: StepPath;
  /** Numbers of the net, those that do not learn included. */
  readonly parameters: number;
  /** The steps of an epoch from a place on. */
  epoch(place: EpochPlace, pacing: Pacing): AsyncGenerator<SettledSteps>;
  /** Logits [rows, outputs] with the weights as they stand. Not while steps run. */
  predict(features: Float32Array, rows: number): Promise<Float32Array>;
  weights(): Promise<NamedValues[]>;
  slots(): Promise<NamedValues[]>;
  /** Takes up weights and slots. Throws `storage_damaged` where one is missing. */
  restore(weights: readonly NamedValues[], slots: readonly NamedValues[]): void;
  dispose(): void;
}
