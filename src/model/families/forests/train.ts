// One training from rows to trees: each tree by itself, from the seed and its number, so that a training which goes on comes to the same bits. A point
// of the curve after each tree, a state every 30 seconds and at a pause; rows that a tree has not seen tell how good the forest is.
import type { JsonObject } from '../../../contract/model/json';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { EpochMetrics } from '../../../contract/model/run';
import { HearthError } from '../../../contract/transport/fault';
import { Philox } from '../../../domain/random';
import type { TrainControl, TrainState } from '../../net/training/train-types';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../numerics';
import { binRows } from '../trees/binning/bin-rows';
import { columnKinds } from '../trees/column-kinds';
import { curvePoint } from '../trees/curve';
import { forestShape, leafRowsOf } from './forest-shape';
import { ForestModelBuilder, grownTree, modelBytes, modelOfTensors, modelTensors } from './forest-model';
import { ForestGrower } from './grow/grower';
import type { GrownRankTree } from './grow/node-builder';
import { rankRows } from './ranked-rows';
import { assess, ForestScores } from './scores';
import { columnsPerSplit, settingsOf, type ForestSettings } from './settings';

/** Streams of random numbers by tree: which rows it sees, and which columns and cuts its divisions try. */
const rowStream = 0x63000000;
const splitStream = 0x64000000;

/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 8;
/** Points of the curve are told at most so often; the run's record has all of them. */
const pointMs = 100;
/** How often a state is due. */
const checkpointMs = 30_000;
const mostBins = 255;

/** Thrown where a training was asked to end before its rows were read. */
class Interrupted extends Error {}

/** Grows the forest of a recipe. A pause leaves a state, a stop the trees so far. */
export async function* train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  const { recipe } = job;
  if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  if (job.source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  return yield* new Training(job, recipe).run();
}

/** What a training holds once its rows are read. */
interface Opened {
  grower: ForestGrower;
  builder: ForestModelBuilder;
  train: ForestScores;
  validation: ForestScores;
  outOfBag: ForestScores;
  /** Of the rows: the weights of their classes. */
  rowWeights: Float64Array | null;
  rows: number;
}

class Training {
  readonly #job: FamilyJob;
  readonly #recipe: SettingsRecipe;
  readonly #settings: ForestSettings;
  readonly #begun: number;
  readonly #secondsBefore: number;
  readonly #history: EpochMetrics[];
  #turnAt: number;
  #keptAt: number;
  #toldAt = -Infinity;

  constructor(job: FamilyJob, recipe: SettingsRecipe) {
    const { from, now } = job;
    this.#job = job;
    this.#recipe = recipe;
    this.#settings = settingsOf(recipe);
    this.#begun = this.#turnAt = this.#keptAt = now();
    this.#history = [...(from?.history ?? [])];
    this.#secondsBefore = secondsOf(this.#history);
  }

  async *run(): AsyncGenerator<FamilySignal, FamilyOutcome> {
    const { control } = this.#job;
    // It changes while others have their turn.
    const asked = (): TrainControl['intent'] => control.intent;
    let opened: Opened;
    try {
      opened = await this.#open(true);
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) throw thrown;
      if (asked() !== 'stop') return this.#paused();
      opened = await this.#open(false);
    }
    const { builder } = opened;
    const { trees } = this.#settings;
    // A forest that was stopped has one tree at least.
    const goesOn = () => asked() === 'go' || (asked() === 'stop' && builder.trees === 0);
    while (builder.trees < trees && goesOn()) {
      await this.#growOne(opened);
      const point = this.#point(opened);
      this.#history.push(point);
      if (this.#job.now() - this.#toldAt >= pointMs || builder.trees === trees) {
        yield { kind: 'epoch', metrics: point };
        const loss = Number.isNaN(point.validationLoss) ? point.trainLoss : point.validationLoss;
        yield { kind: 'iteration', iteration: point.epoch, mostIterations: trees, loss };
        this.#toldAt = this.#job.now();
      }
      if (builder.trees < trees && (asked() === 'pause' || this.#job.now() - this.#keptAt >= checkpointMs)) {
        yield { kind: 'state', state: this.#state(builder) };
        this.#keptAt = this.#job.now();
      }
    }
    if (asked() === 'pause' && builder.trees < trees) return this.#paused();
    return this.#outcome(opened, builder.trees < trees ? 'stopped' : 'done');
  }

  /** Reads the rows. Throws `Interrupted` where the training is to end meanwhile. */
  async #open(mayEnd: boolean): Promise<Opened> {
    const { source, fitted, shape, classWeights, from, control } = this.#job;
    const { model, seed } = this.#recipe;
    const { columns: choice, maxDepth } = this.#settings;
    const binned = await binRows(source, { kinds: columnKinds(fitted), mostBins, seed }, async () => {
      if (mayEnd && control.intent !== 'go') throw new Interrupted();
      await this.#turn();
    });
    const { labels } = binned.train;
    const rowWeights = classWeights ? Float64Array.from(labels, (label) => classWeights[label] ?? 1) : null;
    const { columns, train, validation } = rankRows(binned, shape.classes, rowWeights);
    const { width } = forestShape(shape);
    const opened: Opened = {
      grower: new ForestGrower(train, columns, shape.classes, {
        ...{ columns: columnsPerSplit(choice, columns.length), maxDepth },
        minLeafRows: leafRowsOf(this.#settings, shape, train.rows),
        cuts: model.family === 'extra-trees' ? 'drawn' : 'best',
      }),
      builder: new ForestModelBuilder(width, from && modelOfTensors(from.tensors, width)),
      train: new ForestScores(train, columns, width),
      validation: new ForestScores(validation, columns, width),
      outOfBag: new ForestScores(train, columns, width),
      ...{ rowWeights, rows: train.rows },
    };
    if (from) {
      const before = modelOfTensors(from.tensors, width);
      for (let tree = 0; tree < opened.builder.trees; tree++) {
        this.#score(opened, grownTree(before, tree), this.#draw(opened, tree));
        await this.#turn();
      }
    }
    return opened;
  }

  /** How much each row counts in a tree. */
  #draw({ rows, rowWeights }: Opened, tree: number): Float64Array {
    const weights = new Float64Array(rows);
    if (this.#settings.bootstrap) {
      const random = new Philox(this.#recipe.seed, rowStream + tree);
      for (let drawn = 0; drawn < rows; drawn++) weights[random.below(rows)]!++;
    } else weights.fill(1);
    return rowWeights ? weights.map((count, row) => count * rowWeights[row]!) : weights;
  }

  async #growOne(opened: Opened): Promise<void> {
    const tree = opened.builder.trees;
    const weights = this.#draw(opened, tree);
    const growing = opened.grower.grow(weights, new Philox(this.#recipe.seed, splitStream + tree));
    for (;;) {
      const next = growing.next();
      await this.#turn();
      if (!next.done) continue;
      opened.builder.add(next.value);
      this.#score(opened, next.value, weights);
      return;
    }
  }

  #score({ train, validation, outOfBag }: Opened, tree: GrownRankTree, weights: Float64Array): void {
    train.add(tree, null);
    validation.add(tree, null);
    if (this.#settings.bootstrap) outOfBag.add(tree, weights);
  }

  async #turn(): Promise<void> {
    if (this.#job.now() - this.#turnAt < turnMs) return;
    await this.#job.yieldToEventLoop();
    this.#turnAt = this.#job.now();
  }

  get #seconds(): number {
    return this.#secondsBefore + (this.#job.now() - this.#begun) / 1000;
  }

  #point({ builder, train, validation }: Opened): EpochMetrics {
    const [learnt, held] = [train, validation].map((scores) =>
      assess(this.#recipe.task, scores.means(), this.#job.targetScale),
    );
    return curvePoint(
      builder.trees,
      { train: learnt!.loss, validation: held!.loss },
      { train: learnt!.metric, validation: held!.metric },
      { learningRate: 0, seconds: this.#seconds - secondsOf(this.#history) },
    );
  }

  #state(builder: ForestModelBuilder): TrainState {
    return {
      ...{ epoch: builder.trees, batch: 0, step: builder.trees },
      tensors: modelTensors(builder.model),
      earlyStopping: { best: null, bestEpoch: null, wait: 0 },
      running: { lossSum: 0, samples: 0, seconds: 0, metricSum: 0, startLoss: null },
      history: [...this.#history],
    };
  }

  #paused(): FamilyOutcome {
    // What a pause leaves is the state that came before it.
    const learnt = { kind: 'state', bytes: new Uint8Array(0), facts: {} } as const;
    return { reason: 'paused', learnt, record: { history: this.#history, secondsTrained: this.#seconds } };
  }

  #outcome(opened: Opened, reason: 'done' | 'stopped'): FamilyOutcome {
    const { builder, grower, train, validation, outOfBag } = opened;
    const { model } = builder;
    const { bytes, facts } = modelBytes(model);
    return {
      reason,
      learnt: { kind: 'state', bytes, facts: { ...facts, ...this.#outOfBagFacts(outOfBag) } },
      record: {
        ...{ step: builder.trees, history: this.#history, secondsTrained: this.#seconds },
        peakMemoryBytes: grower.bytes + train.bytes + validation.bytes + outOfBag.bytes + bytes.byteLength,
        parameters: model.trees.columns.filter((column) => column < 0).length * model.width,
      },
    };
  }

  /** How good the forest is on rows by the trees that have not seen them. */
  #outOfBagFacts(scores: ForestScores): JsonObject {
    const found = scores.means();
    if (found.labels.length === 0) return {};
    const { loss, metric } = assess(this.#recipe.task, found, this.#job.targetScale);
    return { outOfBag: { rows: found.labels.length, loss, metric: Number.isNaN(metric) ? null : metric } };
  }
}

function secondsOf(history: readonly EpochMetrics[]): number {
  return history.reduce((sum, { seconds }) => sum + seconds, 0);
}
