// The rows that a study compares models on, fold by fold: read, encoded and kept once for every treatment of the columns.
import { inSplit, splitCodes } from '../../contract/data/split-codes';
import type { Recipe } from '../../contract/model/recipe';
import type { StudyPlan } from '../../contract/model/search/study';
import type { FittedPreprocessing } from '../../contract/model/run';
import { HearthError } from '../../contract/transport/fault';
import { collectLabels } from '../../data/preprocess/labels';
import { featureWidth } from '../../data/preprocess/width';
import { isColumnSplit } from '../../domain/columns/split-columns';
import { canonicalJson } from '../../domain/hashing/canonical';
import { Philox } from '../../domain/random';
import { studyFolds } from '../../domain/split/study-folds';
import { modelShape, numericsOf, type ModelShape } from '../../model/families/numerics';
import { treatmentsOf } from '../../model/families/treated';
import type { BatchSource } from '../../model/net/training/batch-source';
import { splitKeys } from '../dataset/split/split-keys';
import { readEncoded, type EncodedRows } from '../dataset/split/split-rows';
import { openBatches } from '../training/batches';
import { classBalance } from '../training/class-balance';
import { fitRecipe, loadRunData, type RunData } from '../training/run-data';

/** Rows that are held out, encoded, with their truth. */
export interface HeldRows {
  rows: number;
  /** [rows, width] */
  features: Float32Array;
  /** Class indices, or numbers in the target's unit. */
  actual: Float64Array;
}

/** The truth of a fold's held-out rows: class indices, or numbers in the target's unit. */
export type HeldTruth = Float64Array;

/** One fold as one treatment of the columns has it. */
export interface Fold extends EncodedRows {
  fitted: FittedPreprocessing;
  shape: ModelShape;
  /** What a family learns from, and stops early by. */
  batches: BatchSource;
  classWeights: Float64Array | null;
  held: HeldRows;
}

/** Encoded rows that are kept at most, in bytes; the fold that was used longest ago gives way. */
const keptBytes = 384 * 2 ** 20;

/** Rows of which only the truth is read. */
const rowsAtOnce = 65_536;

/** The rows of a study. */
export class StudyRows {
  readonly #data: RunData;
  readonly #assignments: readonly Uint8Array[];
  readonly #signal: AbortSignal;
  readonly #kept = new Map<string, { fold: Fold; bytes: number }>();

  private constructor(data: RunData, assignments: readonly Uint8Array[], signal: AbortSignal) {
    this.#data = data;
    this.#assignments = assignments;
    this.#signal = signal;
  }

  /** Reads what divides the rows. Throws `rows_too_few` where a fold would stay empty. */
  static async open(
    projectId: string,
    recipe: Recipe,
    plan: Pick<StudyPlan, 'judging'>,
    signal: AbortSignal,
  ): Promise<StudyRows> {
    const data = await loadRunData(projectId, recipe, null, signal);
    const { dataset, source, assignment } = data;
    if (plan.judging.kind === 'validation') return new StudyRows(data, [assignment], signal);
    const column = (name: string | undefined) => {
      const found = dataset.columns.find((each) => each.name === name);
      if (!found) throw new HearthError('column_unknown', { column: name ?? '' });
      return found;
    };
    const { split } = recipe;
    const target = column(recipe.target);
    const { labels } = await collectLabels(source, target, recipe.task, dataset.rows, signal);
    const keys = isColumnSplit(split.kind)
      ? await splitKeys(source, column(split.column), { kind: split.kind, rows: dataset.rows }, signal)
      : null;
    const folds = studyFolds({ assignment, labels, keys, split, judging: plan.judging });
    return new StudyRows(data, folds, signal);
  }

  /** Folds of all repeats. */
  get folds(): number {
    return this.#assignments.length;
  }

  get classes(): readonly string[] {
    const { target } = this.#data.fitted;
    return target.kind === 'classes' ? target.classes : [];
  }

  /** The truth of every fold, in the order in which its rows are predicted. */
  async truth(): Promise<HeldTruth[]> {
    const { dataset, source, fitted } = this.#data;
    const target = { features: [], target: fitted.target, inputShape: [0] };
    const encoded = { dataset, source, fitted: target };
    const folds: HeldTruth[] = [];
    for (const assignment of this.#assignments)
      folds.push((await readHeld(encoded, assignment, rowsAtOnce)).actual);
    return folds;
  }

  /** A fold, encoded as the recipe's family wants it. */
  async fold(recipe: Recipe, index: number): Promise<Fold> {
    const key = canonicalJson({ treatments: treatmentsOf(recipe), family: recipe.model.family, index });
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.fold;
    }
    const fold = await this.#encode(recipe, this.#assignments[index]!);
    const bytes = 4 * featureWidth(fold.fitted) * (fold.batches.trainRows + fold.held.rows);
    this.#kept.set(key, { fold, bytes });
    this.#makeRoom();
    return fold;
  }

  /** A fold that learns from a share of its training rows alone, by the seed: a smaller share is part of a larger one. Not kept. */
  async part(recipe: Recipe, index: number, share: number): Promise<Fold> {
    const whole = this.#assignments[index]!;
    const train = Uint32Array.from(whole.keys()).filter((row) => whole[row] === splitCodes.train);
    const order = new Philox(recipe.seed, index).permutation(train.length);
    const part = whole.slice();
    for (const place of order.subarray(Math.max(1, Math.round(share * train.length))))
      part[train[place]!] = splitCodes.excluded;
    return this.#encode(recipe, part);
  }

  #makeRoom(): void {
    let total = 0;
    for (const { bytes } of this.#kept.values()) total += bytes;
    for (const [key, { bytes }] of this.#kept) {
      if (total <= keptBytes || this.#kept.size === 1) return;
      this.#kept.delete(key);
      total -= bytes;
    }
  }

  async #encode(recipe: Recipe, assignment: Uint8Array): Promise<Fold> {
    const { dataset, source } = this.#data;
    const fitted = await fitRecipe(recipe, { source, dataset, assignment, signal: this.#signal });
    const shape = modelShape(fitted);
    const numerics = await numericsOf(recipe);
    const { training, prediction } = numerics.batchRows(recipe, shape);
    const balance = await classBalance({ recipe, dataset, source, assignment, fitted });
    const weights = numerics.weighsClasses && balance?.kind === 'class-weights' ? balance.weights : null;
    const encoded = { dataset, source, fitted };
    const batches = openBatches({
      ...encoded,
      assignment,
      balance: weights ? null : balance,
      batchSize: training,
      seed: recipe.seed,
      validationRows: prediction,
    });
    return {
      ...encoded,
      shape,
      batches,
      classWeights: weights,
      held: await readHeld(encoded, assignment, prediction),
    };
  }
}

async function readHeld(encoded: EncodedRows, assignment: Uint8Array, atOnce: number): Promise<HeldRows> {
  const isHeld = inSplit(assignment, 'validation');
  const parts = [];
  for await (const batch of readEncoded(encoded, isHeld, atOnce)) parts.push(batch);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const features = new Float32Array(rows * featureWidth(encoded.fitted));
  const actual = new Float64Array(rows);
  let at = 0;
  for (const part of parts) {
    features.set(part.features, at * featureWidth(encoded.fitted));
    actual.set(part.actual, at);
    at += part.rows;
  }
  return { rows, features, actual };
}
