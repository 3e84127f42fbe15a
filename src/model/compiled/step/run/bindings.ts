// Who reads what among the nodes of a step, and how many buffers a kernel of some of them would bind.
import { readsOf } from '../graph/expression';
import { indexOf, readsOfMap, type Inlined } from '../plan/locality';
import { operandsOfNode, outputsOf, type Node } from '../graph/primitives';
import type { Storage } from '../graph/tensor';

/** Counts what is bound; knows nodes, not kernels. */
export class Bindings {
  readonly #wanted: ReadonlySet<Storage>;
  readonly #readers = new Map<Storage, Node[]>();
  /** Storages in which views find their place. */
  readonly #indices = new Set<Storage>();

  constructor(nodes: readonly Node[], wanted: ReadonlySet<Storage>) {
    this.#wanted = wanted;
    for (const node of nodes) {
      for (const storage of indicesOf(node)) this.#indices.add(storage);
      for (const storage of storagesRead(node))
        this.#readers.set(storage, [...this.readersOf(storage), node]);
    }
  }

  /** The nodes that read a storage by itself. */
  readersOf(storage: Storage): readonly Node[] {
    return this.#readers.get(storage) ?? [];
  }

  /** Whether a storage outlives the step by order. */
  isWanted(storage: Storage): boolean {
    return this.#wanted.has(storage);
  }

  /** Whether a view finds its place in a storage, which has to lie in memory for that. */
  isIndex(storage: Storage): boolean {
    return this.#indices.has(storage);
  }

  /** Buffers that a kernel of some nodes would bind. */
  of(nodes: readonly Node[], inlined: Inlined): number {
    const made = new Set(nodes.flatMap((node) => outputsOf(node).map(({ storage }) => storage)));
    const bound = new Set(nodes.flatMap((node) => boundBy(node, inlined)));
    for (const storage of made)
      if (storage.role !== 'value' || this.#leaves(storage, nodes)) bound.add(storage);
    return [...bound].filter(
      (storage) => !made.has(storage) || storage.role !== 'value' || this.#leaves(storage, nodes),
    ).length;
  }

  /** Whether a storage is read outside of some nodes. */
  #leaves(storage: Storage, nodes: readonly Node[]): boolean {
    return (
      this.isWanted(storage) ||
      [...this.readersOf(storage), ...this.#readersOfWhole(storage)].some((reader) => !nodes.includes(reader))
    );
  }

  #readersOfWhole(storage: Storage): readonly Node[] {
    return storage.part ? this.readersOf(storage.part.of) : [];
  }
}

function boundBy(node: Node, inlined: Inlined): Storage[] {
  if (node.kind === 'map') return readsOfMap(node, inlined).map(({ storage }) => storage);
  return storagesRead(node).flatMap((storage) => {
    const map = inlined.get(storage);
    return map ? readsOfMap(map, inlined).map((read) => read.storage) : [storage];
  });
}

/** Storages that a node reads. */
export function storagesRead(node: Node): Storage[] {
  if (node.kind === 'map') return readsOfMap(node, new Map()).map(({ storage }) => storage);
  return operandsOfNode(node).map(({ storage }) => storage);
}

function indicesOf(node: Node): Storage[] {
  if (node.kind !== 'map') return [];
  return node.outputs.flatMap(({ expression }) => readsOf(expression).flatMap(({ view }) => indexOf(view)));
}
