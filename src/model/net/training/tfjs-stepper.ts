// Steps as TensorFlow.js operations: on every backend, for every net.
import { HearthError } from '../../../contract/transport/fault';
import type { StepPath, StepPathReason } from '../../../contract/model/run';
import type { NamedValues } from '../serving/artifact';
import type { Batch } from './batch-source';
import { predictLogits } from '../serving/predict';
import type { EpochPlace, Pacing, SettledSteps, Stepper } from './stepper';
import { readParts, trainStep, type Learner } from './train-step';
import type { TrainJob } from './train-types';
import { readVariables, writeVariables } from './variables';
import type * as tf from '@tensorflow/tfjs-core';

/** A step whose logits are still on the device, part by part. */
interface Queued {
  logits: tf.Tensor2D[];
  labels: Float32Array;
}

/** Steps of a learner, which it disposes of in the end. */
export class TfjsStepper implements Stepper {
  readonly path: StepPath;
  readonly parameters: number;
  readonly #learner: Learner;
  readonly #job: Pick<TrainJob, 'source' | 'microBatch'>;
  #queue: Queued[] = [];
  #bytes = 0;

  /** `why` says what stands in the way of a compiled step. */
  constructor(learner: Learner, job: Pick<TrainJob, 'source' | 'microBatch'>, why: StepPathReason) {
    this.path = { kind: 'operations', ...why };
    this.#learner = learner;
    this.#job = job;
    this.parameters = learner.network.variables.reduce((sum, { variable }) => sum + variable.size, 0);
  }

  async *epoch(
    { epoch, batch: skip, step: first }: EpochPlace,
    pacing: Pacing,
  ): AsyncGenerator<SettledSteps> {
    let step = first;
    for await (const batch of this.#job.source.train(epoch, skip)) {
      const intent = pacing.intent();
      if (intent !== 'go' && this.#queue.length > 0) yield await this.#settle();
      if (intent === 'end') return;
      if (intent === 'rest') yield { steps: [], bytes: this.#bytes };
      this.#step(batch, step, pacing.learningRate(step));
      step++;
      if (this.#queue.length >= pacing.depth()) yield await this.#settle();
      await pacing.yieldToEventLoop(this.#queue.length);
    }
    if (this.#queue.length > 0) yield await this.#settle();
  }

  #step(batch: Batch, step: number, learningRate: number): void {
    const { logits, bytes } = trainStep(this.#learner, batch, step, learningRate, this.#job.microBatch);
    this.#queue.push({ logits, labels: batch.labels.slice(0, batch.rows) });
    this.#bytes = Math.max(this.#bytes, bytes);
  }

  async #settle(): Promise<SettledSteps> {
    const steps: { logits: Float32Array; labels: Float32Array }[] = [];
    for (const { logits, labels } of this.#queue) steps.push({ logits: await readParts(logits), labels });
    this.#free();
    return { steps, bytes: this.#bytes };
  }

  #free(): void {
    for (const { logits } of this.#queue) for (const part of logits) part.dispose();
    this.#queue = [];
  }

  predict(features: Float32Array, rows: number): Promise<Float32Array> {
    return predictLogits(this.#learner.network, features, rows);
  }

  weights(): Promise<NamedValues[]> {
    return readVariables(this.#learner.network.variables);
  }

  slots(): Promise<NamedValues[]> {
    return readVariables(this.#learner.optimizer.slots);
  }

  restore(weights: readonly NamedValues[], slots: readonly NamedValues[]): void {
    if (this.#queue.length > 0) throw new HearthError('internal');
    writeVariables(this.#learner.network.variables, weights);
    writeVariables(this.#learner.optimizer.slots, slots);
  }

  dispose(): void {
    this.#free();
    this.#learner.optimizer.dispose();
    this.#learner.network.dispose();
  }
}
