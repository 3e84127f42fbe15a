// The settings of a family's trials as upright axes beside one another, the score as the last; what brushes on them choose, and which
// settings say most of the score. Pure.
import type { Json } from '../../../../../contract/model/json';
import type { Recipe } from '../../../../../contract/model/recipe';
import type { Dimension, SearchSpace } from '../../../../../contract/model/search-space';
import type { Candidate, StudyPlan, Trial } from '../../../../../contract/project/study';
import { canonicalJson } from '../../../../../domain/hashing/canonical';
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

/** The candidate's complete trials; axes that never vary are left out. */
export function parallelAxes(
  { recipe, space }: Pick<Candidate, 'recipe'> & { space: SearchSpace },
  trials: readonly Trial[],
): ParallelAxes {
  const complete = trials.filter(({ state, score }) => state === 'complete' && score !== null);
  const scores = complete.map(({ score }) => score!);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const valueOf = (trial: Trial, { path }: Dimension): Json | null =>
    trial.values[path] ?? (Object.keys(trial.values).length === 0 ? ownValue(recipe, path) : null);
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
          ...varied.map((dimension, at) => placeOn(dimension, values[at] ?? null)),
          high > low ? (trial.score! - low) / (high - low) : 0.5,
        ],
      };
    }),
  };
}

function ownValue({ model }: Recipe, path: string): Json | null {
  if (!('settings' in model)) return null;
  const settings: Readonly<Record<string, Json>> = model.settings;
  return settings[path.slice(settingPrefix.length)] ?? null;
}

function axisOf(dimension: Dimension): Axis {
  const key = dimension.path.slice(settingPrefix.length);
  if (dimension.kind !== 'choice') return { key, step: null, low: dimension.low, high: dimension.high };
  const { values } = dimension;
  return { key, step: 1 / values.length, low: values[0]!, high: values.at(-1)! };
}

/** Where a value lies on the axis of its dimension; one of a recipe's own may lie beyond its end, and is drawn there. */
export function placeOn(dimension: Dimension, value: Json | null): number | null {
  if (dimension.kind === 'choice') {
    const wanted = canonicalJson(value);
    const at = dimension.values.findIndex((each) => canonicalJson(each) === wanted);
    return at < 0 ? null : (at + 0.5) / dimension.values.length;
  }
  if (typeof value !== 'number') return null;
  const isLog = dimension.kind === 'log-uniform' || (dimension.kind === 'integer' && dimension.log === true);
  const scaled = isLog ? Math.log : (each: number) => each;
  const [low, high] = [scaled(dimension.low), scaled(dimension.high)];
  return Math.max(0, Math.min(1, (scaled(value) - low) / (high - low)));
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

/** Trials below which nothing is said of what decides. */
export const fewestTrials = 12;

/**
 * How much of the variance of the scores each setting says by itself, the most first: R² of a parabola over its axis, adjusted for its
 * two terms, at least 0. Settings that matter only together are not seen by it.
 */
export function settingShares({ axes, lines }: ParallelAxes): { key: string; share: number }[] {
  if (lines.length < fewestTrials) return [];
  return axes
    .slice(0, -1)
    .map(({ key }, at) => {
      const known = lines.filter(({ places }) => places[at] !== null);
      return {
        key,
        share: adjusted(
          parabolaFit(
            known.map(({ places }) => places[at] ?? 0),
            known.map(({ score }) => score),
          ),
          known.length,
        ),
      };
    })
    .toSorted((a, b) => b.share - a.share);
}

const adjusted = (r2: number, n: number): number =>
  n <= 3 ? 0 : Math.max(0, 1 - ((1 - r2) * (n - 1)) / (n - 3));

/** R² of y on 1, x, x² by least squares, by orthogonal polynomials of x. */
export function parabolaFit(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const [meanX, meanY] = [mean(x), mean(y)];
  const first = x.map((value) => value - meanX);
  const rest = y.map((value) => value - meanY);
  const total = dot(rest, rest);
  const size = dot(first, first);
  if (n < 3 || total === 0 || size === 0) return 0;
  const squares = first.map((value) => value * value);
  const meanSquare = mean(squares);
  const slope = dot(squares, first) / size;
  const second = squares.map((value, at) => value - meanSquare - slope * first[at]!);
  const secondSize = dot(second, second);
  const of = (basis: readonly number[], length: number) =>
    length < 1e-12 ? 0 : dot(rest, basis) ** 2 / length;
  return (of(first, size) + of(second, secondSize)) / total;
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
