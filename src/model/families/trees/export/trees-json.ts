// Trees as JSON in a layout of our own, and back.
import * as v from 'valibot';
import { encodedNames } from '../../../../contract/data/fitted-features';
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import type { Forest } from '../forest/forest';
import { isInSet, setWords } from '../forest/nodes';

export const treesFile = 'trees.json';

/** What JSON.stringify is given. */
export type JsonFile = Record<string, unknown>;

const node = v.object({
  column: v.number(),
  value: v.number(),
  cover: v.number(),
  left: v.optional(v.number()),
  cut: v.optional(v.nullable(v.number())),
  levels: v.optional(v.array(v.number())),
  missingLeft: v.optional(v.number()),
  gain: v.optional(v.number()),
});
const file = v.object({ start: v.array(v.number()), trees: v.array(v.array(node)) });

/** The names of what a score is of: the classes, the second of two, or the target. */
export function outputNames({ target }: Pick<FittedPreprocessing, 'target'>, outputs: number): string[] {
  if (target.kind === 'number') return [target.column];
  return outputs > 1 ? target.classes : [target.classes[1] ?? ''];
}

/** The file of a forest. */
export function treesJson(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  forest: Forest,
): JsonFile {
  return {
    format: 'hearth-trees',
    formatVersion: 1,
    task: recipe.task,
    columns: preprocessing.features.flatMap(encodedNames),
    outputs: outputNames(preprocessing, forest.outputs),
    start: [...forest.start],
    trees: Array.from({ length: forest.starts.length - 1 }, (_, tree) => nodesOf(forest, tree)),
  };
}

function nodesOf(forest: Forest, tree: number): JsonFile[] {
  const [from, to] = [forest.starts[tree]!, forest.starts[tree + 1]!];
  return Array.from({ length: to - from }, (_, index): JsonFile => {
    const at = from + index;
    const column = forest.columns[at]!;
    const common = { column, value: forest.values[at]!, cover: forest.covers[at]! };
    if (column < 0) return common;
    const set = forest.sets[at]!;
    const cut = forest.cuts[at]!;
    return {
      ...common,
      left: forest.left[at]! - from,
      // JSON has no infinity: null is a cut that everything present lies below.
      ...(set < 0 ? { cut: Number.isFinite(cut) ? cut : null } : { levels: levelsOf(forest, set) }),
      missingLeft: forest.missingLeft[at]!,
      gain: forest.gains[at]!,
    };
  });
}

/** Bins of a set, ascending. */
export function levelsOf({ levelSets }: Pick<Forest, 'levelSets'>, set: number): number[] {
  return Array.from({ length: 256 }, (_, bin) => bin).filter((bin) => isInSet(levelSets, set, bin) === 1);
}

/** Reads the file again. */
export function forestOfJson(json: unknown): Forest {
  const { start, trees } = v.parse(file, json);
  const nodes = trees.flat();
  const starts = new Int32Array(trees.length + 1);
  trees.forEach((tree, at) => (starts[at + 1] = starts[at]! + tree.length));
  const sets = nodes.flatMap(({ levels }) => (levels ? [levels] : []));
  const levelSets = new Uint32Array(sets.length * setWords);
  sets.forEach((levels, set) => {
    for (const bin of levels) levelSets[set * setWords + (bin >>> 5)]! |= 1 << (bin & 31);
  });
  let set = 0;
  const offsets = trees.flatMap((tree, at) => tree.map(() => starts[at]!));
  return {
    ...{ outputs: start.length, start: Float64Array.from(start), starts, levelSets },
    columns: Int32Array.from(nodes, ({ column }) => column),
    bins: new Int32Array(nodes.length).fill(-1),
    cuts: Float32Array.from(nodes, ({ cut }) => cut ?? Infinity),
    sets: Int32Array.from(nodes, ({ levels }) => (levels ? set++ : -1)),
    left: Int32Array.from(nodes, ({ left }, at) => (left === undefined ? 0 : left + offsets[at]!)),
    missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => missingLeft ?? 0),
    values: Float32Array.from(nodes, ({ value }) => value),
    gains: Float32Array.from(nodes, ({ gain }) => gain ?? 0),
    covers: Float32Array.from(nodes, ({ cover }) => cover),
  };
}
