// How much each hyperparameter decides the score over the whole space: functional analysis of variance on a forest (Hutter et al. 2014,
// "An efficient approach for assessing hyperparameter importance", algorithm 1). Not for what a model sees in its features.
import type { SearchSpace } from '../../contract/model/search/search-space';
import type { Philox } from '../random';
import { growForest, type Box } from './forest';
import { trialRandom, type Observation } from './sampler';
import { encode, type Point } from './space';

/** Fewer complete trials say nothing. */
export const leastTrials = 10;
const trees = 64;

/** Shares of the variance of the score, between 0 and 1. */
export interface Importance {
  /** What each dimension decides by itself, in the order of the space. */
  readonly dimensions: readonly { readonly path: string; readonly share: number }[];
  /** What dimensions decide only together. */
  readonly interactions: number;
}

/**
 * Main effects of a study's complete trials; the mean of those of its trees. A dimension that does not count in a trial has there the value of
 * one in which it does, drawn by chance: else its value would tell which choice was made, and take that one's share. Null where the trials are too few, or where all score the same.
 */
export function hyperparameterImportance(
  space: SearchSpace,
  history: readonly Observation[],
  seed: number,
): Importance | null {
  const known = trialForest(space, history, seed);
  const shares = (known?.forest ?? []).map(mainEffects).filter((each) => each !== null);
  if (shares.length === 0) return null;
  const means = space.map((_, at) => shares.reduce((sum, each) => sum + each[at]!, 0) / shares.length);
  return {
    dimensions: space.map(({ path }, at) => ({ path, share: means[at]! })),
    interactions: Math.max(0, 1 - means.reduce((sum, share) => sum + share, 0)),
  };
}

/** Trees that say the score of any point of the cube, in standard deviations of the complete trials' scores from their mean; null of too few. */
export function trialForest(
  space: SearchSpace,
  history: readonly Observation[],
  seed: number,
): { forest: Box[][]; mean: number; stdDev: number } | null {
  const complete = history
    .filter(({ state, score }) => state === 'complete' && score !== null && Number.isFinite(score))
    .toSorted((a, b) => a.index - b.index);
  if (complete.length < leastTrials) return null;
  const random = trialRandom(seed, 0, 3);
  const points = complete.map(({ values }) => encode(space, values));
  const scores = complete.map(({ score }) => score!);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const stdDev = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
  const standard = scores.map((score) => (stdDev > 0 ? (score - mean) / stdDev : 0));
  return { forest: growForest(withDrawn(points, random), standard, { trees, random }), mean, stdDev };
}

/** Points in which each coordinate that is missing is that of a point that has it; in the middle where none has. */
function withDrawn(points: readonly Point[], random: Philox): number[][] {
  const known = points[0]!.map((_, at) => points.map((point) => point[at] ?? null).filter((x) => x !== null));
  return points.map((point) =>
    point.map((x, at) => {
      const others = known[at]!;
      return x ?? (others.length > 0 ? others[random.below(others.length)]! : 0.5);
    }),
  );
}

/** Of one tree, the share of its variance over the cube that each dimension has by itself; null where it says the same everywhere. */
export function mainEffects(boxes: readonly Box[]): number[] | null {
  const volumes = boxes.map(({ low, high }) => low.reduce((all, from, at) => all * (high[at]! - from), 1));
  const mean = boxes.reduce((sum, { value }, place) => sum + volumes[place]! * value, 0);
  const variance = boxes.reduce((sum, { value }, place) => sum + volumes[place]! * (value - mean) ** 2, 0);
  if (!(variance > 0)) return null;
  const width = boxes[0]?.low.length ?? 0;
  return Array.from({ length: width }, (_, at) => marginalVariance(boxes, volumes, mean, at) / variance);
}

/** Variance of what the tree says on the average over all other dimensions, which is constant between the ends of boxes. */
function marginalVariance(
  boxes: readonly Box[],
  volumes: readonly number[],
  mean: number,
  at: number,
): number {
  const ends = [...new Set(boxes.flatMap(({ low, high }) => [low[at]!, high[at]!]))].sort((a, b) => a - b);
  const places = new Map(ends.map((end, place) => [end, place]));
  // How much the mean changes at each end: a box adds its value times the share of the other dimensions that it has.
  const changes = new Float64Array(ends.length);
  for (const [place, { low, high, value }] of boxes.entries()) {
    const share = (volumes[place]! / (high[at]! - low[at]!)) * (value - mean);
    changes[places.get(low[at]!)!]! += share;
    changes[places.get(high[at]!)!]! -= share;
  }
  let [level, variance] = [0, 0];
  for (let place = 0; place + 1 < ends.length; place++) {
    level += changes[place]!;
    variance += (ends[place + 1]! - ends[place]!) * level * level;
  }
  return variance;
}
