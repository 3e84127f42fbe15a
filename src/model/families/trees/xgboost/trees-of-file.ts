// Trees of a file of XGBoost as a forest: nodes that can be reached from the root, children side by side, the trees of all outputs in turns.
import type { Forest } from '../forest/forest';
import { setWords } from '../forest/nodes';
import type { TreeInFile } from './model-file';
import { refusal } from './refusal';

/** A category has a code of its own here below this. */
const mostLevels = 254;

/** A tree and the output that it adds to; `sign` −1 takes it away instead. */
export interface TreeOf {
  tree: TreeInFile;
  output: number;
  sign: 1 | -1;
}

/** Trees in the order of a forest: round by round one of each output. Where an output has fewer than others, those are empty. */
export function forestOfFile(trees: readonly TreeOf[], start: Float64Array, columns: number): Forest {
  const outputs = start.length;
  const of = Array.from({ length: outputs }, (): TreeOf[] => []);
  for (const tree of trees) {
    const own = of[tree.output];
    if (!own) throw refusal('damaged', { field: 'tree_info' });
    own.push(tree);
  }
  const rounds = Math.max(...of.map(({ length }) => length));
  const nodes = new Nodes(columns);
  for (let round = 0; round < rounds; round++)
    for (let output = 0; output < outputs; output++) nodes.add(of[output]![round]);
  return nodes.forest(start);
}

class Nodes {
  readonly #width: number;
  readonly #starts = [0];
  readonly #columns: number[] = [];
  readonly #cuts: number[] = [];
  readonly #sets: number[] = [];
  readonly #left: number[] = [];
  readonly #missingLeft: number[] = [];
  readonly #values: number[] = [];
  readonly #gains: number[] = [];
  readonly #covers: number[] = [];
  readonly #words: number[] = [];
  #trees = 0;

  constructor(width: number) {
    this.#width = width;
  }

  /** Of no tree one leaf of 0. */
  add(of: TreeOf | undefined): void {
    const field = `trees.${String(this.#trees++)}`;
    if (!of) this.#leaf(0, 0);
    else this.#read(of, field);
    this.#starts.push(this.#columns.length);
  }

  #leaf(value: number, cover: number): void {
    this.#push({ column: -1, cut: 0, set: -1, left: 0, missingLeft: 0, value, gain: 0, cover });
  }

  #push(
    node: Record<'column' | 'cut' | 'set' | 'left' | 'missingLeft' | 'value' | 'gain' | 'cover', number>,
  ) {
    this.#columns.push(node.column);
    this.#cuts.push(node.cut);
    this.#sets.push(node.set);
    this.#left.push(node.left);
    this.#missingLeft.push(node.missingLeft);
    this.#values.push(node.value);
    this.#gains.push(node.gain);
    this.#covers.push(node.cover);
  }

  #read({ tree, sign }: TreeOf, field: string): void {
    const { left_children: left, right_children: right, split_indices: columns } = tree;
    const lists = [right, columns, tree.split_conditions, tree.default_left];
    if (left.length === 0 || lists.some(({ length }) => length !== left.length))
      throw refusal('damaged', { field });
    const divided = segmentsOf(tree, field);
    const base = this.#columns.length;
    // Breadth first: both children are given their places when their parent is read.
    const order = [0];
    const real = (list: readonly (number | null)[], node: number) => list[node] ?? 0;
    for (let at = 0; at < order.length; at++) {
      const node = order[at]!;
      if (left[node] === undefined || order.length > left.length) throw refusal('damaged', { field });
      const cover = real(tree.sum_hessian, node);
      const condition = tree.split_conditions[node];
      if (left[node] === -1) {
        if (typeof condition !== 'number') throw refusal('damaged', { field });
        this.#leaf(sign * condition, cover);
        continue;
      }
      const column = columns[node]!;
      if (column < 0 || column >= this.#width) throw refusal('damaged', { field });
      const levels = tree.split_type[node] === 1 ? divided.get(node) : undefined;
      if (levels === undefined && (tree.split_type[node] === 1 || typeof condition !== 'number'))
        throw refusal('damaged', { field });
      this.#push({
        ...{ column, cut: levels ? 0 : condition!, set: levels ? this.#setWithout(levels) : -1 },
        ...{ left: base + order.length, missingLeft: Number(Boolean(tree.default_left[node])) },
        ...{ value: sign * real(tree.base_weights, node), gain: real(tree.loss_changes, node), cover },
      });
      order.push(left[node]!, right[node]!);
    }
  }

  /** XGBoost lists the levels that go right; every other goes left. */
  #setWithout(levels: readonly number[]): number {
    const words = new Uint32Array(setWords).fill(0xffffffff);
    for (const level of levels) words[level >>> 5]! &= ~(1 << (level & 31));
    this.#words.push(...words);
    return this.#words.length / setWords - 1;
  }

  forest(start: Float64Array): Forest {
    return {
      ...{ outputs: start.length, start, starts: Int32Array.from(this.#starts) },
      ...{ columns: Int32Array.from(this.#columns), bins: new Int32Array(this.#columns.length).fill(-1) },
      ...{ cuts: Float32Array.from(this.#cuts), sets: Int32Array.from(this.#sets) },
      ...{ left: Int32Array.from(this.#left), missingLeft: Uint8Array.from(this.#missingLeft) },
      ...{ values: Float32Array.from(this.#values), gains: Float32Array.from(this.#gains) },
      ...{ covers: Float32Array.from(this.#covers), levelSets: Uint32Array.from(this.#words) },
    };
  }
}

/** The levels of each node that divides by them. */
function segmentsOf(tree: TreeInFile, field: string): Map<number, number[]> {
  const { categories, categories_nodes: nodes, categories_segments: from, categories_sizes: sizes } = tree;
  return new Map(
    nodes.map((node, at) => {
      const [begin, size] = [from[at] ?? -1, sizes[at] ?? -1];
      if (begin < 0 || size < 0 || begin + size > categories.length) throw refusal('damaged', { field });
      const levels = categories.slice(begin, begin + size);
      if (levels.some((level) => level < 0)) throw refusal('damaged', { field });
      const most = Math.max(...levels);
      if (most >= mostLevels) throw refusal('levels', { field }, mostLevels);
      return [node, levels];
    }),
  );
}
