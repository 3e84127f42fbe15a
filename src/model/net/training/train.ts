// The training loop: epochs, batches, validation, early stopping, states to resume from. An AsyncGenerator of signals.
// Knows neither where rows come from nor where states go; the same job gives the same weights, whatever interrupts it.
import { HearthError } from '../../../contract/transport/fault';
import { learningRateAt } from '../../../domain/schedule';
import type { NamedValues } from '../serving/artifact';
import { chooseStepper } from './choose-stepper';
import { overfitsAfter, watchEpoch, type EarlyStoppingState } from './early-stopping';
import { lossOf, type Loss } from './losses';
import { ProgressMeter } from './progress-meter';
import type { Pacing, SettledSteps, Stepper } from './stepper';
import { Tally } from './tally';
import { captureTensors, restoreTensors } from './train-state';
import type { TrainJob, TrainOutcome, TrainSignal, TrainState } from './train-types';
import { firstBatchLoss, validateNetwork, type Predictor, type Validation } from './validate';
import { networkOutputs } from '../network';

const defaultCheckpointMs = 30_000;

/**
 * Trains until the epochs are done, early stopping ends it, or the control asks for a pause or a stop.
 * Throws `recipe_invalid`, `shape_mismatch`, and `loss_not_finite` with the step where the loss left the numbers.
 */
export async function* train(job: TrainJob): AsyncGenerator<TrainSignal, TrainOutcome> {
  const training = await Training.begin(job);
  try {
    return yield* training.run();
  } finally {
    training.dispose();
  }
}

class Training {
  readonly #job: TrainJob;
  readonly #loss: Loss;
  readonly #stepper: Stepper;
  readonly #meter: ProgressMeter;
  readonly #stepsPerEpoch: number;
  #position = { epoch: 0, batch: 0, step: 0 };
  #tally: Tally;
  #seconds = 0;
  #startLoss: number | null = null;
  #early: EarlyStoppingState = { best: null, bestEpoch: null, wait: 0 };
  #best: NamedValues[] = [];
  #history: TrainState['history'] = [];
  #savedAt: number;
  #breathedAt = 0;

  /** Builds the net, from the seed or from a state. */
  static async begin(job: TrainJob): Promise<Training> {
    const loss = lossOf(job.recipe, networkOutputs(job.network));
    if (job.source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
    return new Training(job, loss, await chooseStepper(job, loss));
  }

  private constructor(job: TrainJob, loss: Loss, stepper: Stepper) {
    this.#job = job;
    this.#loss = loss;
    this.#stepper = stepper;
    this.#stepsPerEpoch = Math.ceil(job.source.trainRows / job.recipe.batchSize);
    this.#tally = this.#newTally();
    this.#meter = new ProgressMeter(job.now);
    this.#savedAt = job.now();
    if (job.from) this.#restore(job.from);
  }

  dispose(): void {
    this.#stepper.dispose();
  }

  async *run(): AsyncGenerator<TrainSignal, TrainOutcome> {
    const { recipe, control } = this.#job;
    yield { kind: 'path', path: this.#stepper.path };
    if (!this.#job.from) this.#startLoss = await firstBatchLoss(this.#predictor, this.#job);
    this.#meter.restart();
    // The state that we came from may have run out of patience already.
    let stopsEarly = this.#early.wait >= (recipe.earlyStopping?.patience ?? Infinity);
    while (this.#position.epoch < recipe.epochs && !stopsEarly) {
      yield* this.#trainEpoch();
      if (control.intent === 'go') stopsEarly = yield* this.#finishEpoch();
      if (stopsEarly || this.#position.epoch >= recipe.epochs) break;
      if (control.intent === 'stop') return this.#outcome('stopped');
      if (control.intent === 'pause') {
        // Between epochs the state was just kept.
        const kept = this.#position.batch === 0 && this.#position.epoch > 0;
        if (!kept) yield this.#stateSignal(await this.#state());
        return this.#outcome('paused');
      }
    }
    return this.#outcome('done');
  }

  get #predictor(): Predictor {
    return { loss: this.#loss, predict: (features, rows) => this.#stepper.predict(features, rows) };
  }

  #newTally(): Tally {
    return new Tally(this.#job.recipe.task, this.#loss, this.#job.targetScale);
  }

  async *#trainEpoch(): AsyncGenerator<TrainSignal> {
    if (this.#position.batch >= this.#stepsPerEpoch) return;
    const { control } = this.#job;
    for await (const settled of this.#stepper.epoch(this.#position, this.#pacing())) {
      this.#meter.peakBytes = Math.max(this.#meter.peakBytes, settled.bytes);
      if (settled.steps.length === 0) {
        yield this.#stateSignal(await this.#state());
        this.#meter.restart();
        continue;
      }
      const loss = this.#count(settled.steps);
      if (this.#meter.isDue()) yield this.#stepSignal(loss);
    }
    if (control.intent === 'go' && this.#position.batch !== this.#stepsPerEpoch) {
      throw new HearthError('internal', {}, { expected: this.#stepsPerEpoch, found: this.#position.batch });
    }
  }

  #pacing(): Pacing {
    const { control, now, checkpointMs = defaultCheckpointMs } = this.#job;
    return {
      intent: () => {
        if (control.intent !== 'go') return 'end';
        return now() - this.#savedAt >= checkpointMs ? 'rest' : 'go';
      },
      depth: () => this.#meter.depth(),
      learningRate: (step) => this.#learningRate(step),
      yieldToEventLoop: (queued) => this.#yieldToEventLoop(queued),
    };
  }

  #learningRate(step: number): number {
    const { optimizer, schedule, epochs } = this.#job.recipe;
    const at = { step, stepsPerEpoch: this.#stepsPerEpoch, epochs };
    return learningRateAt(optimizer.learningRate, schedule, at);
  }

  /** Takes up the results of steps, in order; returns their mean loss. */
  #count(steps: SettledSteps['steps']): number {
    let sum = 0;
    for (const { logits, labels } of steps) {
      const loss = this.#tally.add(logits, labels);
      if (!Number.isFinite(loss)) throw this.#notFinite(this.#position.step);
      sum += loss;
      this.#position.step++;
      this.#position.batch++;
    }
    this.#seconds += this.#meter.finish(steps.length);
    return sum / Math.max(1, steps.length);
  }

  #notFinite(step: number): HearthError {
    const params = {
      step: step + 1,
      epoch: this.#position.epoch + 1,
      learningRate: this.#learningRate(step),
    };
    return new HearthError('loss_not_finite', { field: 'optimizer.learningRate' }, params);
  }

  /** Other jobs of this thread get their turn; their time is not ours. */
  async #yieldToEventLoop(queued: number): Promise<void> {
    const { now, yieldToEventLoop } = this.#job;
    if (now() - this.#breathedAt < 4) return;
    const before = now();
    await yieldToEventLoop();
    this.#breathedAt = now();
    if (this.#breathedAt - before > 4 && queued === 0) this.#meter.restart();
  }

  /** Validates, judges the epoch, keeps the state. Returns whether early stopping ends the run. */
  async *#finishEpoch(): AsyncGenerator<TrainSignal, boolean> {
    const validation = await this.#validate();
    if (!validation) return false;
    this.#seconds += this.#meter.finishValidation();
    const { epoch, step } = this.#position;
    const metrics = {
      epoch: epoch + 1,
      step,
      trainLoss: this.#tally.loss,
      trainMetric: this.#tally.metric,
      validationLoss: validation.loss,
      validationMetric: validation.metric,
      learningRate: this.#learningRate(Math.max(0, step - 1)),
      seconds: this.#seconds,
    };
    if (!Number.isFinite(metrics.validationLoss)) throw this.#notFinite(Math.max(0, step - 1));
    this.#history.push(metrics);
    yield { kind: 'epoch', metrics };
    yield* this.#notices(validation.firstLoss);
    const stops = await this.#watch(metrics);
    this.#position = { epoch: epoch + 1, batch: 0, step };
    this.#tally = this.#newTally();
    this.#seconds = 0;
    this.#startLoss = null;
    yield this.#stateSignal(await this.#state());
    this.#meter.restart();
    return stops;
  }

  async #watch({ epoch, validationLoss }: TrainState['history'][number]): Promise<boolean> {
    const rule = this.#job.recipe.earlyStopping;
    if (!rule) return false;
    const { state, improved, stop } = watchEpoch(rule, this.#early, epoch, validationLoss);
    this.#early = state;
    if (improved) this.#best = await this.#stepper.weights();
    return stop;
  }

  *#notices(firstLoss: number): Generator<TrainSignal> {
    const start = this.#startLoss;
    if (start !== null && this.#history.length === 1 && firstLoss >= start) {
      yield { kind: 'notice', notice: { code: 'loss_flat', params: { start, loss: firstLoss } } };
    }
    const epoch = overfitsAfter(this.#history);
    if (epoch !== null) yield { kind: 'notice', notice: { code: 'overfits_after', params: { epoch } } };
  }

  /** Without validation rows the training figures stand in, so that every epoch has both. null where it was cut off. */
  async #validate(): Promise<Validation | null> {
    const { source, control } = this.#job;
    const { loss, metric } = this.#tally;
    if (source.validationRows === 0) return { loss, metric, firstLoss: loss };
    return validateNetwork(this.#predictor, this.#job, {
      goesOn: () => control.intent === 'go',
      yieldToEventLoop: () => this.#yieldToEventLoop(0),
    });
  }

  #stepSignal(loss: number): TrainSignal {
    const { recipe } = this.#job;
    const { epoch, batch, step } = this.#position;
    const totalSteps = this.#stepsPerEpoch * recipe.epochs;
    return {
      kind: 'step',
      epoch: epoch + 1,
      stepInEpoch: batch,
      stepsPerEpoch: this.#stepsPerEpoch,
      step,
      totalSteps,
      loss,
      samplesPerSecond: this.#meter.samplesPerSecond(recipe.batchSize),
      secondsLeft: this.#meter.secondsLeft(totalSteps - step, recipe.epochs - epoch),
      memoryBytes: this.#meter.peakBytes,
    };
  }

  #stateSignal(state: TrainState): TrainSignal {
    this.#savedAt = this.#job.now();
    return { kind: 'state', state };
  }

  async #state(): Promise<TrainState> {
    const { lossSum, metricSum, samples } = this.#tally.sums;
    return {
      ...this.#position,
      tensors: await captureTensors(this.#stepper, this.#best, this.#tally),
      earlyStopping: { ...this.#early },
      running: { lossSum, metricSum, samples, seconds: this.#seconds, startLoss: this.#startLoss },
      history: [...this.#history],
    };
  }

  #restore({ epoch, batch, step, tensors, earlyStopping, running, history }: TrainState): void {
    this.#best = restoreTensors(this.#stepper, tensors);
    this.#position = { epoch, batch, step };
    this.#tally.restore(running, tensors);
    this.#seconds = running.seconds;
    this.#startLoss = running.startLoss;
    this.#early = { ...earlyStopping };
    this.#history = [...history];
  }

  async #outcome(reason: TrainOutcome['reason']): Promise<TrainOutcome> {
    const weights = this.#best.length > 0 ? this.#best : await this.#stepper.weights();
    const earlier = this.#history.reduce((sum, { seconds }) => sum + seconds, 0);
    return {
      reason,
      weights,
      step: this.#position.step,
      history: this.#history,
      bestEpoch: this.#best.length > 0 ? this.#early.bestEpoch : null,
      secondsTrained: earlier + this.#seconds,
      msPerStep: this.#meter.steps === 0 ? null : this.#meter.stepMs / this.#meter.steps,
      peakBytes: this.#meter.peakBytes,
      parameters: this.#stepper.parameters,
    };
  }
}
