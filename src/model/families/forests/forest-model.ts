// A grown forest: trees in the layout of boosted ones, whose leaves hold the mean of a number, the share of the second of two classes, or of more
// classes a row of `shares`. As bytes of the store, as tensors of a checkpoint, and applied to samples.
import type { JsonObject } from '../../../contract/model/json';
import { HearthError } from '../../../contract/transport/fault';
import type { NamedValues } from '../../net/serving/artifact';
import { ForestBuilder, treesOf, type Forest } from '../trees/forest/forest';
import { forestBytes, forestOf, forestOfTensors, forestTensors } from '../trees/forest/state';
import { leafOf } from '../trees/kernels/flat-trees';
import type { GrownRankTree } from './grow/node-builder';
import { leafNumbers } from './scores';

/** A forest that answers. */
export interface ForestModel {
  trees: Forest;
  /** Numbers of a leaf: 1, or one a class of more than two. */
  width: number;
  /** [leaves in the order of nodes, width]; empty where `width` is 1. */
  shares: Float32Array;
}

const start = Float64Array.of(0);
const sharesTensor = 'forest/shares';

/** Trees put together one after another. */
export class ForestModelBuilder {
  readonly #width: number;
  readonly #before: ForestModel | null;
  readonly #builder: ForestBuilder;
  readonly #shares: Float32Array[] = [];

  /** @param before the trees of a training that goes on */
  constructor(width: number, before: ForestModel | null) {
    this.#width = width;
    this.#before = before;
    this.#builder = new ForestBuilder(start, before?.trees ?? null);
  }

  get trees(): number {
    return this.#builder.trees;
  }

  add({ tree, shares }: GrownRankTree): void {
    this.#builder.add(tree);
    this.#shares.push(shares);
  }

  get model(): ForestModel {
    const parts = this.#before ? [this.#before.shares, ...this.#shares] : this.#shares;
    const shares = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      shares.set(part, at);
      at += part.length;
    }
    return { trees: this.#builder.forest(), width: this.#width, shares };
  }
}

/** Leaves of so many whole trees with so many nodes: each has one more than divisions. */
export function leavesIn(nodes: number, trees: number): number {
  return (nodes + trees) / 2;
}

/** One tree of a forest, by ranks, as it was grown. */
export function grownTree({ trees, width, shares }: ForestModel, tree: number): GrownRankTree {
  const [from, to] = [trees.starts[tree]!, trees.starts[tree + 1]!];
  const sharesBefore = (node: number, whole: number) => leavesIn(node, whole) * width;
  const part = {
    ...{ columns: trees.columns.slice(from, to), bins: trees.bins.slice(from, to) },
    ...{ cuts: trees.cuts.slice(from, to), sets: trees.sets.slice(from, to) },
    ...{
      left: trees.left.slice(from, to).map((child) => child - from),
      missingLeft: trees.missingLeft.slice(from, to),
    },
    ...{ values: trees.values.slice(from, to), gains: trees.gains.slice(from, to) },
    ...{ covers: trees.covers.slice(from, to), levelSets: trees.levelSets, goesLeft: new Uint8Array(0) },
  };
  return { tree: part, shares: shares.subarray(sharesBefore(from, tree), sharesBefore(to, tree + 1)) };
}

/** The bytes of a forest and what they are read by. */
export function modelBytes({ trees, width, shares }: ForestModel): {
  bytes: Uint8Array<ArrayBuffer>;
  facts: JsonObject;
} {
  const { bytes, facts } = forestBytes(trees);
  const all = new Uint8Array(bytes.byteLength + shares.byteLength);
  all.set(bytes);
  all.set(new Uint8Array(shares.buffer, shares.byteOffset, shares.byteLength), bytes.byteLength);
  return { bytes: all, facts: { ...facts, width } };
}

/** Reads a stored forest. Throws `storage_damaged` where bytes and facts do not agree. */
export function modelOf(bytes: Uint8Array, facts: JsonObject): ForestModel {
  const [width, nodes, count] = [Number(facts['width']), Number(facts['nodes']), Number(facts['trees'])];
  const numbers = width > 1 ? leavesIn(nodes, count) * width : 0;
  const own = bytes.byteLength - 4 * numbers;
  if (!Number.isInteger(numbers) || own < 0)
    throw new HearthError('storage_damaged', { field: 'state' }, { bytes: bytes.byteLength });
  const trees = forestOf(bytes.subarray(0, own), facts);
  return { trees, width, shares: new Float32Array(bytes.slice(own).buffer) };
}

/** A forest as tensors of a checkpoint. */
export function modelTensors({ trees, shares }: ForestModel): NamedValues[] {
  return [...forestTensors(trees), { name: sharesTensor, shape: [shares.length], values: shares }];
}

/** The forest of a checkpoint. Throws `storage_damaged`. */
export function modelOfTensors(tensors: readonly NamedValues[], width: number): ForestModel {
  const shares = tensors.find(({ name }) => name === sharesTensor);
  if (!shares) throw new HearthError('storage_damaged', { field: 'checkpoint' }, { tensor: sharesTensor });
  return { trees: forestOfTensors(tensors, start), width, shares: shares.values };
}

/** Means over the trees [rows, width] of samples [rows, columns]. */
export function predictMeans(
  { trees, width, shares }: ForestModel,
  features: Float32Array,
  rows: number,
): Float64Array {
  const count = treesOf(trees);
  const columns = rows === 0 ? 0 : features.length / rows;
  const means = new Float64Array(rows * width);
  const leaves = width === 1 ? null : leafNumbers(trees.columns);
  // Tree by tree: the nodes of one stay in the processor's cache.
  for (let tree = 0; tree < count; tree++)
    for (let row = 0; row < rows; row++) {
      const node = leafOf(trees, tree, features, row * columns);
      if (!leaves) means[row]! += trees.values[node]!;
      else for (let k = 0; k < width; k++) means[row * width + k]! += shares[leaves[node]! * width + k]!;
    }
  for (let at = 0; at < means.length; at++) means[at]! /= count;
  return means;
}
