// The strength of a penalty, chosen by rows that the fit has not seen: from strong to weak, each solution from the one before, as glmnet
// walks its path (Friedman, Hastie and Tibshirani 2010, section 2.5), until the loss of those rows no longer falls.
import { Philox } from '../../../domain/random';
import { streamOf } from '../../net/training/streams';
import { designOf, type Design, type Rows } from './design';
import type { Link } from './losses/row-loss';
import { Objective, type Pause, type Penalty } from './objective';
import { forward } from './products';
import type { Iteration } from './solvers/descent';
import { solve, solverOf } from './solvers/solve';

/** What is tried, half a power of ten apart: a little wider than the ten values of scikit-learn's LogisticRegressionCV, C = 10⁻⁴ to 10⁴. */
const strengths = Array.from({ length: 15 }, (_, step) => 10 ** (4 - step / 2));
/** Weaker penalties that are tried after the best one. */
const patience = 3;
/** Where a solution takes long: every second strength, and none after the first that is worse. */
const coarse = { stride: 2, patience: 1 };
const foldCount = 5;

/** A model fitted to some rows and judged on others. */
export interface PathPart {
  objective: Objective;
  held: Design;
  /** Where its next solution begins. */
  from: Float64Array<ArrayBuffer>;
}

/** One strength and the mean loss of a row that was not fitted. */
export interface PathPoint {
  strength: number;
  loss: number;
}

/** What was chosen. */
export interface ChosenPenalty {
  strength: number;
  points: PathPoint[];
  /** The solution there of the first part. */
  parameters: Float64Array<ArrayBuffer>;
}

/** The two strengths of one, by the share of L1. */
export function penaltyOf(strength: number, l1Share: number): Penalty {
  return { l1: l1Share * strength, l2: (1 - l1Share) * strength };
}

function planOf(parts: readonly PathPart[]) {
  const isLong = parts.some(({ objective }) => solverOf(objective).solver === 'lbfgs');
  const { stride, patience: after } = isLong ? coarse : { stride: 1, patience };
  return { tried: strengths.filter((_, at) => at % stride === 0), after };
}

/** Most iterations of all strengths. */
export function mostPathIterations(parts: readonly PathPart[]): number {
  const one = parts.reduce((sum, { objective }) => sum + solverOf(objective, true).most, 0);
  return planOf(parts).tried.length * one;
}

/** Tries the strengths over all parts; the one with the lowest mean loss is chosen, of equal ones the strongest. */
export async function* choosePenalty(
  parts: readonly PathPart[],
  l1Share: number,
  weights: Float64Array | null,
): AsyncGenerator<Iteration, ChosenPenalty> {
  const points: PathPoint[] = [];
  let best: ChosenPenalty | null = null;
  let [lowest, since] = [Infinity, 0];
  const { tried, after } = planOf(parts);
  for (const strength of tried) {
    let [loss, rows] = [0, 0];
    for (const part of parts) {
      const { objective, held } = part;
      objective.penalty = penaltyOf(strength, l1Share);
      part.from = (yield* solve(objective, { from: part.from, isRough: true })).parameters;
      loss += await lossOver(held, objective, part.from, weights);
      rows += held.rows;
    }
    const mean = loss / rows;
    points.push({ strength, loss: mean });
    if (best === null || mean < lowest) {
      best = { strength, points, parameters: parts[0]!.from };
      [lowest, since] = [mean, 0];
    } else if (!parts.every(isEmpty) && ++since >= after) break;
  }
  return best!;
}

/** Whether an L1 penalty has left no column: the path only begins where the first one comes in. */
function isEmpty({ objective, from }: PathPart): boolean {
  return from.subarray(0, objective.penalised).every((value) => value === 0);
}

/** The summed loss over rows, of a model with the centred parameters of an objective over other rows. */
async function lossOver(
  held: Design,
  objective: Objective,
  centred: Float64Array,
  weights: Float64Array | null,
): Promise<number> {
  const { link, outputs } = objective;
  const parameters = objective.uncentred(centred);
  const means = new Float64Array(held.width);
  const scale = { value: parameters.at(-1)!, slope: 0 };
  let loss = 0;
  for await (const block of held.blocks()) {
    const z = new Float64Array(block.rows * outputs);
    forward({ block, outputs, means }, parameters, z);
    loss += link.residuals(z, block.rows, block.labels, new Float32Array(z.length), { weights, scale });
  }
  return Number.isNaN(loss) ? Infinity : loss;
}

/** Rows in five folds, each held out of one part; of classes each fold has its share. A pure function of the rows and the seed. */
export async function foldParts(
  rows: Rows,
  { width, link, seed, isOfClasses }: { width: number; link: Link; seed: number; isOfClasses: boolean },
  weights: Float64Array | null,
  pause: Pause,
): Promise<PathPart[]> {
  const folds = foldsOf(rows.labels, seed, isOfClasses);
  const parts: PathPart[] = [];
  for (let fold = 0; fold < foldCount; fold++) {
    const design = (isHeld: boolean) =>
      designOf(
        chosen(rows, width, (row) => (folds[row] === fold) === isHeld),
        width,
      );
    const objective = await Objective.open(design(false), link, weights, pause);
    parts.push({ objective, held: design(true), from: objective.start() });
  }
  return parts;
}

function foldsOf(labels: Float32Array, seed: number, isOfClasses: boolean): Uint8Array {
  const folds = new Uint8Array(labels.length);
  const order = new Philox(seed, streamOf('sample', 2)).permutation(labels.length);
  // One class after another, each dealt out in a random order.
  const dealt = isOfClasses ? order.toSorted((a, b) => labels[a]! - labels[b]!) : order;
  dealt.forEach((row, at) => (folds[row] = at % foldCount));
  return folds;
}

function chosen({ features, labels }: Rows, width: number, isChosen: (row: number) => boolean): Rows {
  const rows = Array.from(labels.keys()).filter(isChosen);
  const some = new Float32Array(rows.length * width);
  rows.forEach((row, at) => some.set(features.subarray(row * width, (row + 1) * width), at * width));
  return { features: some, labels: Float32Array.from(rows, (row) => labels[row]!) };
}
