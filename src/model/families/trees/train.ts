// One training from rows to trees: rounds until validation stops getting better, a point of the curve each, a state every 30 seconds and
// at a pause. A training that goes on from a state comes to the same bits.
import { HearthError } from '../../../contract/transport/fault';
import type { EpochMetrics, FittedTarget } from '../../../contract/model/run';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { EarlyStoppingState } from '../../net/training/early-stopping';
import { watchEpoch } from '../../net/training/early-stopping';
import type { TrainControl, TrainState } from '../../net/training/train-types';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../numerics';
import { binRows } from './binning/bin-rows';
import { Boosting } from './boosting';
import { columnKinds } from './column-kinds';
import { constraintsOf } from './constrained-columns';
import { curveMetric, curvePoint } from './curve';
import { forestBytes, forestOfTensors, forestTensors } from './forest/state';
import type { Objective } from './objectives/objective';
import { objectiveOf } from './objectives/of-task';
import type { RowSampling } from './row-draw';
import { settingsOf, type TreeSettings } from './settings';

/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 8;
/** Memory of histograms at most. */
const histogramBytes = 512 * 2 ** 20;
const fewestBins = 15;
/** Points of the curve are told at most so often; the run's record has all of them. */
const pointMs = 100;
/** How often a state is due. */
const checkpointMs = 30_000;

/** Grows the trees of a recipe. A pause leaves a state, a stop the trees so far. */
export async function* train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  const { recipe } = job;
  if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  if (job.source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  return yield* new Training(job, recipe).run();
}

/** Thrown where a training was asked to end before its rows were read. */
class Interrupted extends Error {}

class Training {
  readonly #job: FamilyJob;
  readonly #recipe: SettingsRecipe;
  readonly #settings: ReturnType<typeof settingsOf>;
  readonly #begun: number;
  readonly #secondsBefore: number;
  #turnAt: number;
  #keptAt: number;
  #toldAt = -Infinity;
  #history: EpochMetrics[];
  #stopping: EarlyStoppingState;
  #labels: { train: Float32Array; validation: Float32Array } = {
    train: new Float32Array(0),
    validation: new Float32Array(0),
  };

  #scale = { scale: 1, isLog: false };

  constructor(job: FamilyJob, recipe: SettingsRecipe) {
    const { from, now } = job;
    this.#job = job;
    this.#recipe = recipe;
    this.#settings = settingsOf(recipe);
    this.#begun = this.#turnAt = this.#keptAt = now();
    this.#history = [...(from?.history ?? [])];
    this.#secondsBefore = secondsOf(this.#history);
    this.#stopping = from?.earlyStopping ?? { best: null, bestEpoch: null, wait: 0 };
  }

  async *run(): AsyncGenerator<FamilySignal, FamilyOutcome> {
    const { control } = this.#job;
    // It changes while others have their turn.
    const asked = (): TrainControl['intent'] => control.intent;
    let boosting: Boosting;
    try {
      boosting = await this.#open();
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) throw thrown;
      if (asked() !== 'stop') return this.#paused();
      boosting = await this.#open(false);
    }
    while (!this.#isOver(boosting) && asked() === 'go') {
      for (const _ of boosting.round()) await this.#turn();
      const point = this.#point(boosting);
      this.#history.push(point);
      this.#watch(point);
      if (this.#job.now() - this.#toldAt >= pointMs || this.#isOver(boosting)) {
        yield { kind: 'epoch', metrics: point };
        yield {
          ...{ kind: 'iteration', iteration: point.epoch, mostIterations: this.#settings.rounds },
          loss: point.validationLoss,
        };
        this.#toldAt = this.#job.now();
      }
      if (asked() === 'pause' || this.#job.now() - this.#keptAt >= checkpointMs) {
        yield { kind: 'state', state: this.#state(boosting) };
        this.#keptAt = this.#job.now();
      }
    }
    if (asked() === 'pause' && !this.#isOver(boosting)) return this.#paused();
    return this.#outcome(boosting, asked() === 'stop' ? 'stopped' : 'done');
  }

  /** Reads the rows as bins. Throws `Interrupted` where the training is to end meanwhile. */
  async #open(mayEnd = true): Promise<Boosting> {
    const { source, fitted, shape, classWeights, from, control } = this.#job;
    const { task, seed } = this.#recipe;
    const settings = this.#settings;
    const kinds = columnKinds(fitted);
    const { columns, ...parts } = await binRows(
      source,
      { kinds, mostBins: affordableBins(settings, kinds.length, source.trainRows), seed },
      async () => {
        if (mayEnd && control.intent !== 'go') throw new Interrupted();
        await this.#turn();
      },
    );
    const objective = objectiveOf(task, shape.classes, settings);
    if (objective.isLog)
      for (const part of [parts.train, parts.validation]) inOwnUnit(part.labels, fitted.target);
    this.#scale = { scale: objective.isLog ? 1 : this.#job.targetScale, isLog: objective.isLog === true };
    const weigh = (labels: Float32Array) =>
      classWeights ? Float64Array.from(labels, (label) => classWeights[label] ?? 1) : null;
    const weights = { train: weigh(parts.train.labels), validation: weigh(parts.validation.labels) };
    const boosting = new Boosting({
      ...{ objective, columns, ...parts, weights, rules: settings, shares: settings, seed },
      ...{ constraints: constraintsOf(settings, fitted), sampling: samplingOf(settings, objective) },
      from:
        from &&
        forestOfTensors(
          from.tensors,
          objective.start({ labels: parts.train.labels, weights: weights.train }),
        ),
    });
    this.#labels = { train: parts.train.labels, validation: parts.validation.labels };
    return boosting;
  }

  async #turn(): Promise<void> {
    if (this.#job.now() - this.#turnAt < turnMs) return;
    await this.#job.yieldToEventLoop();
    this.#turnAt = this.#job.now();
  }

  #isOver({ rounds }: Boosting): boolean {
    const { rounds: most, patience } = this.#settings;
    return rounds >= most || (patience > 0 && this.#stopping.wait >= patience);
  }

  get #seconds(): number {
    return this.#secondsBefore + (this.#job.now() - this.#begun) / 1000;
  }

  #point(boosting: Boosting): EpochMetrics {
    const { task } = this.#recipe;
    const { losses, scores, rounds } = boosting;
    if (!Number.isFinite(losses.train))
      throw new HearthError('loss_not_finite', { field: 'model.settings.learningRate' }, { step: rounds });
    const metrics = {
      train: curveMetric(task, scores.train, this.#labels.train, this.#scale),
      validation: curveMetric(task, scores.validation, this.#labels.validation, this.#scale),
    };
    const { learningRate } = this.#settings;
    return curvePoint(rounds, losses, metrics, {
      learningRate,
      seconds: this.#seconds - secondsOf(this.#history),
    });
  }

  #watch({ epoch, validationLoss }: EpochMetrics): void {
    const { patience } = this.#settings;
    if (patience === 0 || Number.isNaN(validationLoss)) return;
    this.#stopping = watchEpoch({ patience, minDelta: 0 }, this.#stopping, epoch, validationLoss).state;
  }

  #state(boosting: Boosting): TrainState {
    return {
      ...{ epoch: boosting.rounds, batch: 0, step: boosting.rounds },
      tensors: forestTensors(boosting.forest()),
      earlyStopping: this.#stopping,
      running: { lossSum: 0, samples: 0, seconds: 0, metricSum: 0, startLoss: null },
      history: [...this.#history],
    };
  }

  #paused(): FamilyOutcome {
    // What a pause leaves is the state that came before it.
    const learnt = { kind: 'state', bytes: new Uint8Array(0), facts: {} } as const;
    return { reason: 'paused', learnt, record: { history: this.#history, secondsTrained: this.#seconds } };
  }

  #outcome(boosting: Boosting, reason: 'done' | 'stopped'): FamilyOutcome {
    const { bestEpoch } = this.#stopping;
    const forest = boosting.forest(bestEpoch ?? boosting.rounds);
    const { bytes, facts } = forestBytes(forest);
    return {
      reason,
      learnt: { kind: 'state', bytes, facts },
      record: {
        ...{ step: boosting.rounds, history: this.#history, bestEpoch, secondsTrained: this.#seconds },
        peakMemoryBytes: boosting.bytes,
        // As many as were learnt; before, the record had as many as the settings allow.
        parameters: forest.columns.filter((column) => column < 0).length,
      },
    };
  }
}

/** So many bins that the histograms of all open leaves stay within memory, however many columns there are. */
function affordableBins({ bins, maxLeaves }: TreeSettings, columns: number, rows: number): number {
  const cells = histogramBytes / (16 * columns * Math.min(maxLeaves, rows));
  return Math.max(fewestBins, Math.min(bins, Math.floor(cells) - 1));
}

/** Throws `recipe_invalid` where gradients do not say by how much rows are off. */
function samplingOf(settings: TreeSettings, { leaf }: Objective): RowSampling {
  const { sampling, rowShare, topShare, otherShare, learningRate } = settings;
  if (sampling === 'random') return { kind: 'random', share: rowShare };
  if (leaf) throw new HearthError('recipe_invalid', { field: 'model.settings.sampling' });
  // The first rounds see all rows, as in LightGBM: until then gradients say little.
  return { kind: 'gradient', topShare, otherShare, fromRound: Math.floor(1 / learningRate) };
}

/** Undoes the scaling of labels, for losses of numbers from 0 on. Throws `recipe_invalid` where one is below. */
function inOwnUnit(labels: Float32Array, target: FittedTarget): void {
  const { shift, scale } = target.kind === 'number' ? target : { shift: 0, scale: 1 };
  for (const [row, label] of labels.entries()) {
    const value = shift + scale * label;
    if (value < -1e-5 * scale)
      throw new HearthError(
        'recipe_invalid',
        { field: 'model.settings.loss' },
        { expected: 'no negative target' },
      );
    labels[row] = Math.max(0, value);
  }
}

function secondsOf(history: readonly EpochMetrics[]): number {
  return history.reduce((sum, { seconds }) => sum + seconds, 0);
}
