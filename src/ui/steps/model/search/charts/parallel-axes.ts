// The settings of a family's trials as upright axes beside one another, the score as the last; what brushes on them choose, and which
// settings say most of the score. Pure.
import { ownValue } from '../../../../../contract/data/own-value';
import type { Json } from '../../../../../contract/model/json';
import type { Recipe } from '../../../../../contract/model/recipe';
import type { Dimension, Proposal, SearchSpace } from '../../../../../contract/model/search/search-space';
import type { Candidate, StudyPlan, Trial } from '../../../../../contract/model/search/study';
import { canonicalJson } from '../../../../../domain/hashing/canonical';
import { hyperparameterImportance } from '../../../../../domain/search/importance';
import type { Observation } from '../../../../../domain/search/sampler';
import { coordinateOf, isInSpace } from '../../../../../domain/search/space';
import { isBetter } from '../../../../../domain/study/schedule';
import { settingPrefix } from '../../../../../domain/study/settings-of';
import type { Range } from '../../../../charts/plane/brush';

export interface Axis {
  /** The setting's key; `score` for the last one. */
  key: string;
  /** Share of the axis of one step, where its values are choices; null for any value. */
  step: number | null;
  low: Json;
  high: Json;
}

/** A trial with its place on each axis, from 0 at the bottom to 1; null where it has no such setting. */
export interface Line {
  trial: number;
  score: number;
  values: readonly (Json | null)[];
  places: readonly (number | null)[];
}

export interface ParallelAxes {
  axes: Axis[];
  lines: Line[];
}

/** Brushed parts of axes, by key. */
export type Brushes = Readonly<Record<string, Range>>;

/** Complete trials below which lines show nothing. */
export const fewestLines = 3;

/** How many trials of a candidate came to their end. */
export const completeTrials = (trials: readonly Trial[], candidate: number): number =>
  trials.filter((trial) => trial.candidate === candidate && trial.state === 'complete').length;

/** The candidate's complete trials; axes that never vary are left out. */
export function parallelAxes(
  { recipe, space }: Pick<Candidate, 'recipe'> & { space: SearchSpace },
  trials: readonly Trial[],
): ParallelAxes {
  const complete = trials.filter(({ state, score }) => state === 'complete' && score !== null);
  const scores = complete.map(({ score }) => score!);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const valueOf = (trial: Trial, { path }: Dimension): Json | null =>
    ownValue(valuesOf(recipe, space, trial), path) ?? null;
  const varied = space.filter(
    (dimension) => new Set(complete.map((trial) => canonicalJson(valueOf(trial, dimension)))).size > 1,
  );
  return {
    axes: [
      ...varied.map((dimension) => axisOf(dimension)),
      { key: 'score', step: null, low: complete.length > 0 ? low : 0, high: complete.length > 0 ? high : 1 },
    ],
    lines: complete.map((trial) => {
      const values = varied.map((dimension) => valueOf(trial, dimension));
      return {
        trial: trial.number,
        score: trial.score!,
        values: [...values, trial.score],
        places: [
          ...varied.map((dimension, at) => coordinateOf(dimension, values[at] ?? undefined)),
          high > low ? (trial.score! - low) / (high - low) : 0.5,
        ],
      };
    }),
  };
}

/** What a trial was tried with; the candidate's own settings where it has none of its own. */
function valuesOf({ model }: Recipe, space: SearchSpace, { values }: Pick<Trial, 'values'>): Proposal {
  if (Object.keys(values).length > 0 || !('settings' in model)) return values;
  const { settings } = model;
  return Object.fromEntries(
    space.flatMap(({ path }) => {
      const value = ownValue(settings, path.slice(settingPrefix.length));
      return value === undefined ? [] : [[path, value]];
    }),
  );
}

function axisOf(dimension: Dimension): Axis {
  const key = dimension.path.slice(settingPrefix.length);
  if (dimension.kind !== 'choice') return { key, step: null, low: dimension.low, high: dimension.high };
  const { values } = dimension;
  return { key, step: 1 / values.length, low: values[0]!, high: values.at(-1)! };
}

/** The trials that lie in every brushed part; null where nothing is brushed. */
export function brushedTrials({ axes, lines }: ParallelAxes, brushes: Brushes): ReadonlySet<number> | null {
  const asked = axes.flatMap(({ key }, at) => {
    const range = brushes[key];
    return range ? [{ at, range }] : [];
  });
  if (asked.length === 0) return null;
  const isIn = ({ places }: Line) =>
    asked.every(({ at, range: [low, high] }) => {
      const place = places[at];
      return place !== null && place !== undefined && place >= low - 1e-9 && place <= high + 1e-9;
    });
  return new Set(lines.filter(isIn).map(({ trial }) => trial));
}

/** The best quarter of the lines, at least one: what stands out where nothing is brushed. */
export function bestQuarter(plan: Pick<StudyPlan, 'direction'>, lines: readonly Line[]): ReadonlySet<number> {
  const sorted = lines.toSorted((a, b) => (isBetter(plan, a.score, b.score) ? -1 : 1));
  return new Set(sorted.slice(0, Math.ceil(lines.length / 4)).map(({ trial }) => trial));
}

/** Trials whose settings are compared at most, the latest of them: the page waits for it. */
const mostCompared = 200;

/** Complete trials as what is learnt of settings, higher is better; the latest of many. */
export function comparedTrials(
  { direction }: Pick<StudyPlan, 'direction'>,
  { recipe, space }: Pick<Candidate, 'recipe'> & { space: SearchSpace },
  trials: readonly Trial[],
): Observation[] {
  const sign = direction === 'higher' ? 1 : -1;
  return trials
    .filter(({ state, score }) => state === 'complete' && score !== null)
    .slice(-mostCompared)
    .map((trial, index) => ({
      index,
      values: valuesOf(recipe, space, trial),
      score: sign * trial.score!,
      state: 'complete' as const,
    }))
    .filter(({ values }) => isInSpace(space, values));
}

/** How much of the variance of the score each setting decides by itself, the most first; none where the trials are too few. */
export function settingShares(
  { direction, seed }: Pick<StudyPlan, 'direction' | 'seed'>,
  { recipe, space }: Pick<Candidate, 'recipe'> & { space: SearchSpace },
  trials: readonly Trial[],
): { key: string; share: number }[] {
  const history = comparedTrials({ direction }, { recipe, space }, trials);
  const found = hyperparameterImportance(space, history, seed);
  return (found?.dimensions ?? [])
    .map(({ path, share }) => ({ key: path.slice(settingPrefix.length), share }))
    .toSorted((one, other) => other.share - one.share);
}

/** As many of the settings as there is room for, those that say most of the score first, in their own order; the score stays the last. */
export function fewerAxes(
  { axes, lines }: ParallelAxes,
  shares: readonly { key: string }[],
  most: number,
): ParallelAxes {
  if (axes.length - 1 <= most) return { axes, lines };
  const rank = (key: string, at: number): number => {
    const found = shares.findIndex((each) => each.key === key);
    return found < 0 ? shares.length + at : found;
  };
  const kept = axes
    .slice(0, -1)
    .map(({ key }, at) => ({ at, rank: rank(key, at) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
  const shown = [...kept, axes.length - 1];
  return {
    axes: shown.map((at) => axes[at]!),
    lines: lines.map((line) => ({
      ...line,
      values: shown.map((at) => line.values[at] ?? null),
      places: shown.map((at) => line.places[at] ?? null),
    })),
  };
}
