// A forest as bytes of the store, and as named tensors of a checkpoint. Whole numbers in it stay below 2²⁴, so float32 holds them.
import { HearthError } from '../../../../contract/transport/fault';
import type { JsonObject } from '../../../../contract/model/json';
import type { NamedValues } from '../../../net/serving/artifact';
import type { Forest } from './forest';
import { setWords } from './nodes';

/** Arrays of a number a node, in the order of the bytes. */
const wholeKeys = ['columns', 'bins', 'sets', 'left'] as const;
const realKeys = ['cuts', 'values', 'gains', 'covers'] as const;

/** The bytes of a forest, little-endian, and what they are read by. */
export function forestBytes(forest: Forest): { bytes: Uint8Array<ArrayBuffer>; facts: JsonObject } {
  const parts = [
    forest.starts,
    ...wholeKeys.map((key) => forest[key]),
    ...realKeys.map((key) => forest[key]),
    forest.levelSets,
    forest.missingLeft,
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  const facts = {
    start: [...forest.start],
    trees: forest.starts.length - 1,
    nodes: forest.columns.length,
    levelSets: forest.levelSets.length / setWords,
  };
  return { bytes, facts };
}

/** Reads stored trees. Throws `storage_damaged` where bytes and facts do not agree. */
export function forestOf(bytes: Uint8Array, facts: JsonObject): Forest {
  const { start } = facts;
  const [trees, nodes, sets] = [Number(facts['trees']), Number(facts['nodes']), Number(facts['levelSets'])];
  const expected = 4 * (trees + 1) + 33 * nodes + 4 * setWords * sets;
  if (!Array.isArray(start) || start.length === 0 || bytes.byteLength !== expected)
    throw new HearthError('storage_damaged', { field: 'state' }, { bytes: bytes.byteLength });
  const { buffer } = bytes.slice();
  let at = 0;
  const take = <T>(
    type: new (buffer: ArrayBuffer, at: number, length: number) => T,
    length: number,
    size: number,
  ) => {
    const part = new type(buffer, at, length);
    at += length * size;
    return part;
  };
  const whole = (length: number) => take(Int32Array, length, 4);
  const real = (length: number) => take(Float32Array, length, 4);
  const forest: Forest = {
    ...{ outputs: start.length, start: Float64Array.from(start, Number), starts: whole(trees + 1) },
    ...{ columns: whole(nodes), bins: whole(nodes), sets: whole(nodes), left: whole(nodes) },
    ...{ cuts: real(nodes), values: real(nodes), gains: real(nodes), covers: real(nodes) },
    ...{ levelSets: take(Uint32Array, sets * setWords, 4), missingLeft: take(Uint8Array, nodes, 1) },
  };
  return forest;
}

/** A forest as tensors of a checkpoint; its start is found again from the rows. */
export function forestTensors(forest: Forest): NamedValues[] {
  const halves = new Uint16Array(
    forest.levelSets.buffer,
    forest.levelSets.byteOffset,
    forest.levelSets.length * 2,
  );
  const named = {
    starts: forest.starts,
    columns: forest.columns,
    bins: forest.bins,
    sets: forest.sets,
    left: forest.left,
    missingLeft: forest.missingLeft,
    cuts: forest.cuts,
    values: forest.values,
    gains: forest.gains,
    covers: forest.covers,
    levelSets: halves,
  };
  return Object.entries(named).map(([name, values]) => ({
    name: `trees/${name}`,
    shape: [values.length],
    values: Float32Array.from(values),
  }));
}

/** The forest of a checkpoint. Throws `storage_damaged`. */
export function forestOfTensors(tensors: readonly NamedValues[], start: Float64Array): Forest {
  const of = (name: string): Float32Array => {
    const found = tensors.find((tensor) => tensor.name === `trees/${name}`);
    if (!found) throw new HearthError('storage_damaged', { field: 'checkpoint' }, { tensor: name });
    return found.values;
  };
  const whole = (name: string) => Int32Array.from(of(name));
  const halves = Uint16Array.from(of('levelSets'));
  return {
    ...{ outputs: start.length, start, starts: whole('starts') },
    ...{ columns: whole('columns'), bins: whole('bins'), sets: whole('sets'), left: whole('left') },
    ...{ cuts: of('cuts'), values: of('values'), gains: of('gains'), covers: of('covers') },
    ...{ levelSets: new Uint32Array(halves.buffer), missingLeft: Uint8Array.from(of('missingLeft')) },
  };
}
