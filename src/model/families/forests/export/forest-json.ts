// A forest as JSON, and back: of each tree one array a property, node by node. Forests are large, so the text is written tree by tree, and read
// without a schema: lengths and types are held here.
import { encodedNames } from '../../../../contract/data/fitted-features';
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { HearthError } from '../../../../contract/transport/fault';
import { levelsOf, outputNames } from '../../trees/export/trees-json';
import { setWords } from '../../trees/forest/nodes';
import { leavesIn, type ForestModel } from '../forest-model';
import { leafNumbers } from '../scores';

export const forestFile = 'forest.json';

/** One tree of the file; lists are of its nodes. */
interface TreeJson {
  column: number[];
  left: number[];
  missingLeft: number[];
  /** JSON has no infinity: null is a cut that everything present lies below. */
  cut: (number | null)[];
  levels: (number[] | null)[];
  value: (number | number[] | null)[];
  cover: number[];
  gain: number[];
}

/** The bytes of a forest’s file. `turn` is waited for between trees. */
export async function forestJson(
  { task }: Pick<SettingsRecipe, 'task'>,
  preprocessing: FittedPreprocessing,
  model: ForestModel,
  turn: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { trees, width } = model;
  const head = {
    ...{ format: 'hearth-forest', formatVersion: 1, task },
    columns: preprocessing.features.flatMap(encodedNames),
    outputs: outputNames(preprocessing, width),
    width,
  };
  const leaves = leafNumbers(trees.columns);
  const parts: string[] = [];
  for (let tree = 0; tree + 1 < trees.starts.length; tree++) {
    parts.push(JSON.stringify(treeJson(model, leaves, tree)));
    await turn();
  }
  const text = `${JSON.stringify(head).slice(0, -1)},"trees":[\n${parts.join(',\n')}\n]}\n`;
  return new TextEncoder().encode(text);
}

/** So many digits give a float32 back. */
const exact = (value: number) => Number(value.toPrecision(9));
/** Of what says something to people only. */
const rough = (value: number) => Number(value.toPrecision(5));

function treeJson({ trees, width, shares }: ForestModel, leaves: Int32Array, at: number): TreeJson {
  const [from, to] = [trees.starts[at]!, trees.starts[at + 1]!];
  const each = <T>(of: (node: number, isLeaf: boolean) => T): T[] =>
    Array.from({ length: to - from }, (_, node) => of(from + node, trees.columns[from + node]! < 0));
  const valueOf = (node: number) =>
    width === 1
      ? exact(trees.values[node]!)
      : Array.from(shares.subarray(leaves[node]! * width, (leaves[node]! + 1) * width), exact);
  const cutOf = (node: number) => (Number.isFinite(trees.cuts[node]) ? trees.cuts[node]! : null);
  return {
    column: [...trees.columns.subarray(from, to)],
    left: each((node, isLeaf) => (isLeaf ? 0 : trees.left[node]! - from)),
    missingLeft: [...trees.missingLeft.subarray(from, to)],
    cut: each((node, isLeaf) => (isLeaf || trees.sets[node]! >= 0 ? null : cutOf(node))),
    levels: each((node) => (trees.sets[node]! < 0 ? null : levelsOf(trees, trees.sets[node]!))),
    value: each((node, isLeaf) => (isLeaf ? valueOf(node) : null)),
    cover: each((node) => rough(trees.covers[node]!)),
    gain: each((node) => rough(trees.gains[node]!)),
  };
}

/** Reads the file again. Throws `input_invalid` where it is none. */
export function modelOfJson(text: string): ForestModel {
  const { width, trees } = JSON.parse(text) as { width?: unknown; trees?: unknown };
  if (typeof width !== 'number' || !Array.isArray(trees)) throw invalid('trees');
  const each = trees as Partial<TreeJson>[];
  const nodes = each.reduce((sum, { column }) => sum + (column?.length ?? 0), 0);
  const starts = new Int32Array(each.length + 1);
  const model: ForestModel = {
    width,
    shares: new Float32Array(width > 1 ? leavesIn(nodes, each.length) * width : 0),
    trees: {
      ...{ outputs: 1, start: Float64Array.of(0), starts, levelSets: new Uint32Array(0) },
      ...{ columns: new Int32Array(nodes), bins: new Int32Array(nodes).fill(-1) },
      ...{ cuts: new Float32Array(nodes), sets: new Int32Array(nodes).fill(-1), left: new Int32Array(nodes) },
      ...{ missingLeft: new Uint8Array(nodes), values: new Float32Array(nodes) },
      ...{ gains: new Float32Array(nodes), covers: new Float32Array(nodes) },
    },
  };
  const words: number[] = [];
  let shares = 0;
  for (const [index, tree] of each.entries()) {
    const first = starts[index]!;
    readTree(model, tree, first, words);
    for (const own of tree.value ?? [])
      if (Array.isArray(own)) {
        model.shares.set(own, shares);
        shares += own.length;
      }
    starts[index + 1] = first + tree.column!.length;
  }
  model.trees.levelSets = Uint32Array.from(words);
  return model;
}

function readTree({ trees }: ForestModel, tree: Partial<TreeJson>, first: number, words: number[]): void {
  const { column, left, missingLeft, cut, levels, value } = tree;
  const lists = [column, left, missingLeft, cut, levels, value];
  if (!lists.every((list) => Array.isArray(list) && list.length === column?.length)) throw invalid('trees');
  trees.columns.set(column!, first);
  trees.missingLeft.set(missingLeft!, first);
  for (let node = 0; node < column!.length; node++) {
    const at = first + node;
    trees.left[at] = first + left![node]!;
    trees.cuts[at] = cut![node] ?? Infinity;
    const own = value![node];
    if (typeof own === 'number') trees.values[at] = own;
    const set = levels![node];
    if (!set) continue;
    trees.sets[at] = words.length / setWords;
    words.push(...wordsOf(set));
  }
}

function wordsOf(levels: readonly number[]): number[] {
  const words = new Uint32Array(setWords);
  for (const level of levels) words[level >>> 5]! |= 1 << (level & 31);
  return [...words];
}

function invalid(field: string): HearthError {
  return new HearthError('input_invalid', { file: forestFile, field });
}
