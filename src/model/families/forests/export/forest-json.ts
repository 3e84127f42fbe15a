// A forest as JSON, and back: of each tree one array a property, node by node.
import * as v from 'valibot';
import { encodedNames } from '../../../../contract/data/fitted-features';
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { levelsOf, outputNames, type JsonFile } from '../../trees/export/trees-json';
import { setWords } from '../../trees/forest/nodes';
import { leavesIn, type ForestModel } from '../forest-model';
import { leafNumbers } from '../scores';

export const forestFile = 'forest.json';

const numbers = v.array(v.number());
const tree = v.object({
  column: numbers,
  left: numbers,
  missingLeft: numbers,
  cut: v.array(v.nullable(v.number())),
  levels: v.array(v.nullable(numbers)),
  value: v.array(v.nullable(v.union([v.number(), numbers]))),
  cover: numbers,
  gain: numbers,
});
const file = v.object({ width: v.number(), trees: v.array(tree) });

/** The file of a forest. */
export function forestJson(
  { task }: Pick<SettingsRecipe, 'task'>,
  preprocessing: FittedPreprocessing,
  model: ForestModel,
): JsonFile {
  const { trees, width } = model;
  const leaves = leafNumbers(trees.columns);
  return {
    format: 'hearth-forest',
    formatVersion: 1,
    task,
    columns: preprocessing.features.flatMap(encodedNames),
    outputs: outputNames(preprocessing, width),
    width,
    trees: Array.from({ length: trees.starts.length - 1 }, (_, at) => treeJson(model, leaves, at)),
  };
}

function treeJson({ trees, width, shares }: ForestModel, leaves: Int32Array, at: number): JsonFile {
  const [from, to] = [trees.starts[at]!, trees.starts[at + 1]!];
  const each = <T>(of: (node: number, isLeaf: boolean) => T): T[] =>
    Array.from({ length: to - from }, (_, node) => of(from + node, trees.columns[from + node]! < 0));
  const valueOf = (node: number) =>
    width === 1
      ? trees.values[node]!
      : [...shares.subarray(leaves[node]! * width, (leaves[node]! + 1) * width)];
  // JSON has no infinity: null is a cut that everything present lies below.
  const cutOf = (node: number) => (Number.isFinite(trees.cuts[node]) ? trees.cuts[node]! : null);
  return {
    column: [...trees.columns.subarray(from, to)],
    left: each((node, isLeaf) => (isLeaf ? 0 : trees.left[node]! - from)),
    missingLeft: [...trees.missingLeft.subarray(from, to)],
    cut: each((node, isLeaf) => (isLeaf || trees.sets[node]! >= 0 ? null : cutOf(node))),
    levels: each((node) => (trees.sets[node]! < 0 ? null : levelsOf(trees, trees.sets[node]!))),
    value: each((node, isLeaf) => (isLeaf ? valueOf(node) : null)),
    cover: [...trees.covers.subarray(from, to)],
    gain: [...trees.gains.subarray(from, to)],
  };
}

/** Reads the file again. */
export function modelOfJson(json: unknown): ForestModel {
  const { width, trees } = v.parse(file, json);
  const nodes = trees.reduce((sum, { column }) => sum + column.length, 0);
  const starts = new Int32Array(trees.length + 1);
  const model: ForestModel = {
    width,
    shares: new Float32Array(width > 1 ? leavesIn(nodes, trees.length) * width : 0),
    trees: {
      ...{ outputs: 1, start: Float64Array.of(0), starts, levelSets: new Uint32Array(0) },
      ...{
        columns: new Int32Array(nodes),
        bins: new Int32Array(nodes).fill(-1),
        cuts: new Float32Array(nodes),
      },
      ...{
        sets: new Int32Array(nodes).fill(-1),
        left: new Int32Array(nodes),
        missingLeft: new Uint8Array(nodes),
      },
      ...{ values: new Float32Array(nodes), gains: new Float32Array(nodes), covers: new Float32Array(nodes) },
    },
  };
  const into = model.trees;
  const words: number[] = [];
  let [first, shares] = [0, 0];
  for (const [index, { column, left, missingLeft, cut, levels, value, cover, gain }] of trees.entries()) {
    for (const [node, of] of column.entries()) {
      const at = first + node;
      into.columns[at] = of;
      into.left[at] = first + left[node]!;
      into.missingLeft[at] = missingLeft[node]!;
      into.cuts[at] = cut[node] ?? Infinity;
      into.covers[at] = cover[node]!;
      into.gains[at] = gain[node]!;
      const set = levels[node];
      if (set) {
        into.sets[at] = words.length / setWords;
        words.push(...wordsOf(set));
      }
      const own = value[node];
      if (typeof own === 'number') into.values[at] = own;
      else if (own) for (const share of own) model.shares[shares++] = share;
    }
    first += column.length;
    starts[index + 1] = first;
  }
  into.levelSets = Uint32Array.from(words);
  return model;
}

function wordsOf(levels: readonly number[]): number[] {
  const words = new Uint32Array(setWords);
  for (const level of levels) words[level >>> 5]! |= 1 << (level & 31);
  return [...words];
}
