// What each column adds to the score of a sample, exactly: Shapley values of what a tree expects where only some columns are known, other
// divisions weighed by their cover (path-dependent TreeSHAP, Lundberg et al. 2018, algorithm 2; 2020). Contributions of a sample and the
// expected score add up to its score.
import type { Contributions } from '../../numerics';
import { treesOf, type Forest } from '../forest/forest';
import { leftChildOf } from '../kernels/flat-trees';

/** The columns on the way to a node, each once: in which share of cases one goes that way without and with knowing it. */
interface Path {
  columns: Int32Array;
  /** Share of the cover that goes on where the column is not known. */
  unknown: Float64Array;
  /** 1 where the sample goes on, else 0. */
  known: Float64Array;
  /** Weight of the sets of so many known columns. */
  weights: Float64Array;
}

const emptyPath = (length: number): Path => ({
  columns: new Int32Array(length),
  unknown: new Float64Array(length),
  known: new Float64Array(length),
  weights: new Float64Array(length),
});

function copyInto(from: Path, to: Path, length: number): void {
  for (let at = 0; at < length; at++) {
    to.columns[at] = from.columns[at]!;
    to.unknown[at] = from.unknown[at]!;
    to.known[at] = from.known[at]!;
    to.weights[at] = from.weights[at]!;
  }
}

/** A step on the way: its column and the shares that go it. */
interface Step {
  column: number;
  unknown: number;
  known: number;
}

/** Adds a column to the path as its element `last`. */
function extend({ columns, unknown, known, weights }: Path, last: number, step: Step): void {
  columns[last] = step.column;
  unknown[last] = step.unknown;
  known[last] = step.known;
  weights[last] = last === 0 ? 1 : 0;
  for (let at = last - 1; at >= 0; at--) {
    weights[at + 1]! += (step.known * weights[at]! * (at + 1)) / (last + 1);
    weights[at] = (step.unknown * weights[at]! * (last - at)) / (last + 1);
  }
}

/** Takes an element out of the path again, whose last element is `last`. */
function unwind({ columns, unknown, known, weights }: Path, last: number, taken: number): void {
  const [one, zero] = [known[taken]!, unknown[taken]!];
  let next = weights[last]!;
  for (let at = last - 1; at >= 0; at--) {
    if (one !== 0) {
      const before = weights[at]!;
      weights[at] = (next * (last + 1)) / ((at + 1) * one);
      next = before - (weights[at]! * zero * (last - at)) / (last + 1);
    } else weights[at] = (weights[at]! * (last + 1)) / (zero * (last - at));
  }
  for (let at = taken; at < last; at++) {
    columns[at] = columns[at + 1]!;
    unknown[at] = unknown[at + 1]!;
    known[at] = known[at + 1]!;
  }
}

/** The sum of the weights without an element, which stays. */
function weightWithout({ unknown, known, weights }: Path, last: number, without: number): number {
  const [one, zero] = [known[without]!, unknown[without]!];
  let next = weights[last]!;
  let total = 0;
  for (let at = last - 1; at >= 0; at--) {
    if (one !== 0) {
      const weight = (next * (last + 1)) / ((at + 1) * one);
      total += weight;
      next = weights[at]! - weight * zero * ((last - at) / (last + 1));
    } else total += weights[at]! / (zero * ((last - at) / (last + 1)));
  }
  return total;
}

/** The share of a node's cover that goes left; half where nothing does. */
export function leftShare({ covers, left }: Pick<Forest, 'covers' | 'left'>, node: number): number {
  const child = left[node]!;
  const all = covers[child]! + covers[child + 1]!;
  return all > 0 ? covers[child]! / all : 0.5;
}

/** What a tree expects of a sample of which nothing is known. */
function expectedOf(forest: Forest, node: number): number {
  if (forest.columns[node]! < 0) return forest.values[node]!;
  const child = forest.left[node]!;
  const share = leftShare(forest, node);
  return share * expectedOf(forest, child) + (1 - share) * expectedOf(forest, child + 1);
}

function depthOf(forest: Forest, node: number): number {
  if (forest.columns[node]! < 0) return 0;
  const child = forest.left[node]!;
  return 1 + Math.max(depthOf(forest, child), depthOf(forest, child + 1));
}

/** One sample on its way through a tree. */
interface Walk {
  forest: Forest;
  /** One a depth. */
  paths: Path[];
  features: Float32Array;
  /** Where the sample begins. */
  at: number;
  add(column: number, amount: number): void;
}

/** A node, its depth, and the index of the path's last element before the step to it. */
interface Place {
  node: number;
  depth: number;
  last: number;
}

function visit(walk: Walk, { node, depth, last }: Place, step: Step): void {
  const { forest, paths, features, at: begin } = walk;
  const path = paths[depth]!;
  if (depth > 0) copyInto(paths[depth - 1]!, path, last + 1);
  let end = last + 1;
  extend(path, end, step);
  const column = forest.columns[node]!;
  if (column < 0) {
    for (let at = 1; at <= end; at++) {
      const weight = weightWithout(path, end, at);
      walk.add(path.columns[at]!, weight * (path.known[at]! - path.unknown[at]!) * forest.values[node]!);
    }
    return;
  }
  const left = forest.left[node]!;
  const hot = leftChildOf(forest, node, features[begin + column]!) === 1 ? left : left + 1;
  const cold = hot === left ? left + 1 : left;
  // A column that stands on the path already counts once, with what it knew before.
  let [unknown, known] = [1, 1];
  for (let at = 1; at <= end; at++) {
    if (path.columns[at] !== column) continue;
    unknown = path.unknown[at]!;
    known = path.known[at]!;
    unwind(path, end, at);
    end--;
    break;
  }
  const share = leftShare(forest, node);
  const hotShare = hot === left ? share : 1 - share;
  const next = { depth: depth + 1, last: end };
  visit(walk, { ...next, node: hot }, { column, unknown: unknown * hotShare, known });
  visit(walk, { ...next, node: cold }, { column, unknown: unknown * (1 - hotShare), known: 0 });
}

/** Contributions of each column to the scores of samples [rows, width]. */
export function contributionsOf(
  forest: Forest,
  { features, rows, width }: { features: Float32Array; rows: number; width: number },
): Contributions {
  const { outputs, start, starts } = forest;
  const values = new Float64Array(rows * outputs * width);
  const expected = Float64Array.from(start);
  for (let tree = 0; tree < treesOf(forest); tree++) {
    const root = starts[tree]!;
    const output = tree % outputs;
    expected[output]! += expectedOf(forest, root);
    const depth = depthOf(forest, root);
    const paths = Array.from({ length: depth + 1 }, () => emptyPath(depth + 2));
    for (let row = 0; row < rows; row++) {
      const to = (row * outputs + output) * width;
      const add = (column: number, amount: number) => void (values[to + column]! += amount);
      const walk = { forest, paths, features, at: row * width, add };
      visit(walk, { node: root, depth: 0, last: -1 }, { column: -1, unknown: 1, known: 1 });
    }
  }
  return { values, expected };
}
