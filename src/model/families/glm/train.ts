// One fit from rows to coefficients. It keeps no states: a fit that was cut off begins anew and comes to the same bits.
import type { JsonObject } from '../../../contract/model/json';
import type { Recipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../numerics';
import { designOf, heldRows, streamedRows, validationRows, type Design, type LabelOf } from './design';
import { settingsOf, type GlmSettings } from './family';
import { factsOf, lossKind, type Chosen } from './inference/facts';
import { linkOf } from './losses/link';
import { unscaledLabel } from './losses/poisson';
import { Objective } from './objective';
import {
  choosePenalty,
  foldParts,
  mostPathIterations,
  penaltyOf,
  type ChosenPenalty,
  type PathPart,
} from './penalty-path';
import type { Iteration } from './solvers/descent';
import { solve, solverOf } from './solvers/solve';

/** Work between two turns of the event loop, so that the worker answers messages meanwhile. */
const turnMs = 8;
/** Fewer validation rows are too few to choose by; from the larger number on folds would tell no more. */
const validation = { fewest: 30, enough: 1000 };
/** Folds are for problems whose second derivative, or gradient, over all rows takes no more products than this. */
const mostFoldWork = 2 ** 27;
const fewestFoldRows = 20;

/** Thrown inside the solver where the fit was asked to end. */
class Interrupted extends Error {}

/** Fits the model of a recipe; a pause leaves nothing behind, a stop the coefficients reached so far. */
export async function* train(job: FamilyJob): AsyncGenerator<FamilySignal, FamilyOutcome> {
  if (job.recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  if (job.source.trainRows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const { control, now } = job;
  let turnAt = now();
  const pause = async () => {
    if (control.intent !== 'go') throw new Interrupted();
    if (now() - turnAt < turnMs) return;
    await job.yieldToEventLoop();
    turnAt = now();
  };
  const fit = new Fit(job, settingsOf(job.recipe), pause);
  try {
    return yield* fit.run();
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown;
    const { learnt, record } = fit.outcome({ converged: false }, fit.unfinished, null);
    if (control.intent === 'stop') return { reason: 'stopped', learnt, record };
    return { reason: 'paused', learnt, record: { secondsTrained: record.secondsTrained } };
  }
}

class Fit {
  readonly #job: FamilyJob;
  readonly #settings: GlmSettings;
  readonly #pause: () => Promise<void>;
  readonly #begun: number;
  readonly #width: number;
  readonly #link;
  readonly #weights: Float64Array | null;
  #bytes = 0;
  /** Improvements so far, and what a stop leaves: the coefficients of the last one, or of none. */
  #iterations = 0;
  #reached: Float64Array<ArrayBuffer>;

  constructor(job: FamilyJob, settings: GlmSettings, pause: () => Promise<void>) {
    this.#job = job;
    this.#settings = settings;
    this.#pause = pause;
    this.#begun = job.now();
    this.#width = job.shape.inputShape.reduce((product, side) => product * side, 1);
    this.#link = linkOf(job.recipe.task, job.shape.classes, settings);
    this.#weights = job.classWeights ?? null;
    this.#reached = new Float64Array(this.#parameters);
  }

  async *run(): AsyncGenerator<FamilySignal, FamilyOutcome> {
    const { source } = this.#job;
    const labelOf = this.#labelOf();
    const rows = await heldRows(source, labelOf);
    const design = rows ? designOf(rows, this.#width) : streamedRows(source, this.#width, labelOf);
    if (this.#isOfCounts) await this.#demandCounts(design);
    const objective = await Objective.open(design, this.#link, this.#weights, this.#pause);
    this.#bytes = objective.bytes;
    const { l1, l2, l1Share } = this.#settings;
    objective.penalty = { l1, l2 };
    let from = objective.start();
    let chosen: Chosen | null = null;
    const way = this.#wayToChoose(objective, rows !== null);
    if (way !== null) {
      const parts: PathPart[] =
        way === 'folds'
          ? await foldParts(rows!, this.#foldOptions, this.#weights, this.#pause)
          : [{ objective, held: validationRows(source, this.#width, labelOf), from }];
      const found = yield* this.#improving(
        choosePenalty(parts, l1Share, this.#weights),
        objective,
        mostPathIterations(parts) + solverOf(objective).most,
      );
      objective.penalty = penaltyOf(found.strength, l1Share);
      if (way === 'validation') from = found.parameters;
      chosen = chosenFacts(way, found);
    }
    const solved = yield* this.#improving(
      solve(objective, { from, isRough: false }),
      objective,
      this.#iterations + solverOf(objective).most,
    );
    this.#reached = this.#plain(objective, solved.parameters);
    const { solver, loss, gradient, converged } = solved;
    if (!Number.isFinite(loss))
      throw new HearthError('loss_not_finite', { field: 'model.settings.l2' }, { step: this.#iterations });
    if (!converged)
      yield { kind: 'notice', notice: { code: 'not_converged', params: { iterations: this.#iterations } } };
    const { errors, facts } = await factsOf(objective, solved, {
      job: this.#job,
      settings: this.#settings,
      coefficients: this.#reached,
      chosen,
    });
    return { reason: 'done', ...this.outcome({ converged }, { solver, loss, gradient, ...facts }, errors) };
  }

  /** What is kept of the coefficients reached: they, then their standard errors, NaN where there are none. */
  outcome({ converged }: { converged: boolean }, facts: JsonObject, errors: Float64Array | null) {
    const kept = new Float64Array(2 * this.#parameters).fill(NaN);
    kept.set(this.#reached);
    if (errors) kept.set(errors, this.#parameters);
    const iterations = this.#iterations;
    return {
      learnt: {
        kind: 'state' as const,
        bytes: new Uint8Array(kept.buffer),
        facts: { outputs: this.#link.outputs, iterations, converged, ...facts },
      },
      record: {
        convergence: { iterations, converged },
        secondsTrained: (this.#job.now() - this.#begun) / 1000,
        ...(this.#bytes === 0 ? {} : { peakMemoryBytes: this.#bytes }),
      },
    };
  }

  /** The facts of a fit that was asked to end. */
  get unfinished(): JsonObject {
    return { inference: { kind: lossKind(this.#job.recipe, this.#settings), absent: 'unconverged' } };
  }

  get #parameters(): number {
    return (this.#width + 1) * this.#link.outputs;
  }

  get #isOfCounts(): boolean {
    return lossKind(this.#job.recipe, this.#settings) === 'poisson';
  }

  get #foldOptions() {
    const { recipe } = this.#job;
    return { width: this.#width, link: this.#link, seed: recipe.seed, isOfClasses: !isOfNumbers(recipe) };
  }

  /** How the strength of the penalty is chosen; null where the recipe says it, or where no row is left to choose by. */
  #wayToChoose(objective: Objective, isHeld: boolean): 'folds' | 'validation' | null {
    if (this.#settings.penalty !== 'chosen') return null;
    const { recipe, source } = this.#job;
    const { split, preprocessing } = recipe;
    // Where rows belong together, random folds would hold out rows whose like were fitted.
    const isIndependent =
      ['stratified', 'random'].includes(split.kind) && preprocessing.balance !== 'oversampling';
    const { rows, size } = objective;
    const work = rows * (solverOf(objective).solver === 'newton' ? size ** 2 : 200 * size);
    const hasRows = source.validationRows >= validation.fewest;
    const isEnough = source.validationRows >= validation.enough;
    if (isHeld && isIndependent && !isEnough && rows >= fewestFoldRows && work <= mostFoldWork)
      return 'folds';
    return hasRows ? 'validation' : null;
  }

  #labelOf(): LabelOf | null {
    const target = this.#job.fitted?.target;
    return this.#isOfCounts && target?.kind === 'number' ? (label) => unscaledLabel(label, target) : null;
  }

  async #demandCounts({ blocks }: Design): Promise<void> {
    let [least, sum] = [Infinity, 0];
    for await (const { labels } of blocks())
      for (const label of labels) {
        least = Math.min(least, label);
        sum += label;
      }
    const { target } = this.#job.recipe;
    if (least < 0) throw new HearthError('target_negative', { column: target }, { value: least });
    if (sum === 0) throw new HearthError('target_constant', { column: target }, { value: 0 });
  }

  #plain(objective: Objective, parameters: Float64Array): Float64Array<ArrayBuffer> {
    return objective.uncentred(parameters).slice(0, this.#parameters);
  }

  /** Passes each improvement on, counted over all solutions; returns what the solver came to. */
  async *#improving<Result>(
    solver: AsyncGenerator<Iteration, Result>,
    objective: Objective,
    mostIterations: number,
  ): AsyncGenerator<FamilySignal, Result> {
    for (;;) {
      const next = await solver.next();
      if (next.done) return next.value;
      const { loss, parameters } = next.value;
      this.#reached = this.#plain(objective, parameters);
      yield { kind: 'iteration', iteration: ++this.#iterations, mostIterations, loss };
    }
  }
}

function isOfNumbers({ task }: Pick<Recipe, 'task'>): boolean {
  return taskNamed(task).target.learns === 'number';
}

/** As the record keeps it: JSON has no infinity. */
function chosenFacts(by: Chosen['by'], { strength, points }: ChosenPenalty): Chosen {
  const losses = points.map(({ loss }) => (Number.isFinite(loss) ? loss : null));
  return { by, strength, tried: points.map((point) => point.strength), losses };
}
