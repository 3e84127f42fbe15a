// Joins nodes into kernels: elementwise chains and updates follow in the kernel that ends their input, sums along rows share
// one walk over the row, and cheap maps are computed where they are read. Fewer kernels, and numbers that never touch memory.
import { mostBindings } from '../../wgsl/kernel';
import { Bindings, storagesRead } from '../run/bindings';
import { walk } from '../graph/expression';
import { domainOf, externalReads, nodesOf, type Fused, type FusedNodes, type FusedOf } from './fused';
import type { Graph } from '../graph/graph';
import { localReads, readsOfMap, type LocalRead } from './locality';
import { outputsOf, type MapNode, type MaxPoolNode, type Node, type ReduceNode } from '../graph/primitives';
import { elementsOf, rootOf, type Storage } from '../graph/tensor';

/** A map this cheap may be computed by several readers. */
const cheapExpressions = 4;

/** Fuses what leads to `wanted` and to updates; other nodes are dropped. */
export function fuse(graph: Graph, wanted: readonly Storage[]): readonly Fused[] {
  const fusing = new Fusing(liveNodes(graph, wanted), new Set(wanted));
  return fusing.run();
}

/** Nodes whose results reach something that outlives the step. */
function liveNodes(graph: Graph, wanted: readonly Storage[]): Node[] {
  const needed = new Set(wanted);
  const live: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    const outputs = outputsOf(node);
    const isNeeded = outputs.some(
      ({ storage }) => needed.has(storage) || needed.has(rootOf(storage)) || storage.role !== 'value',
    );
    if (!isNeeded) continue;
    live.push(node);
    for (const storage of storagesRead(node)) needed.add(storage).add(rootOf(storage));
  }
  return live.reverse();
}

class Fusing {
  readonly #nodes: readonly Node[];
  readonly #bindings: Bindings;
  readonly #kernels: Fused[] = [];
  /** Maps without a kernel, as kernels that begin now see them. */
  #inlined = new Map<Storage, MapNode>();
  /** The same as earlier kernels see them, who compute what was later given a kernel of its own. */
  readonly #views = [this.#inlined];
  /** Which kernel makes a storage. */
  readonly #makers = new Map<Storage, number>();

  constructor(nodes: readonly Node[], wanted: ReadonlySet<Storage>) {
    this.#nodes = nodes;
    this.#bindings = new Bindings(nodes, wanted);
  }

  run(): readonly Fused[] {
    for (const node of this.#nodes) this.#place(node);
    return this.#kernels;
  }

  #place(node: Node): void {
    switch (node.kind) {
      case 'map':
        return this.#placeMap(node);
      case 'reduce':
        return this.#placeReduce(node);
      case 'maxPool':
        return this.#placePool(node);
      case 'productSum':
        return this.#begin({ kind: 'productSum', node, maps: [] }, node);
      case 'scatter':
        return this.#begin({ kind: 'scatter', node, maps: [] }, node);
      case 'unpool':
        return this.#begin({ kind: 'unpool', node, maps: [] }, node);
      default:
        return this.#begin({ kind: 'contraction', node, pool: null, maps: [] }, node);
    }
  }

  #begin(kernel: FusedNodes, node: Node): void {
    this.#splitForBindingLimit(node);
    this.#kernels.push({ ...kernel, inlined: this.#inlined });
    this.#made(node, this.#kernels.length - 1);
  }

  /** Where a node would bind too many buffers, maps that it was to compute get kernels of their own. */
  #splitForBindingLimit(node: Node): void {
    while (this.#bindings.of([node], this.#inlined) > mostBindings) {
      const map = storagesRead(node)
        .map((storage) => this.#inlined.get(storage))
        .find((found) => found !== undefined);
      if (!map) return;
      this.#inlined = new Map(this.#inlined);
      this.#inlined.delete(map.outputs[0]!.tensor.storage);
      this.#views.push(this.#inlined);
      this.#begin({ kind: 'map', maps: [map] }, map);
    }
  }

  #made(node: Node, kernel: number): void {
    for (const { storage } of outputsOf(node)) this.#makers.set(storage, kernel).set(rootOf(storage), kernel);
  }

  #placePool(node: MaxPoolNode): void {
    const maker = this.#makers.get(node.x.storage);
    const kernel = maker === undefined ? undefined : this.#kernels[maker];
    const alone =
      this.#bindings.readersOf(node.x.storage).length === 1 && !this.#bindings.isWanted(node.x.storage);
    if (
      kernel?.kind === 'contraction' &&
      kernel.node.kind === 'conv2d' &&
      !kernel.pool &&
      alone &&
      kernel.maps.length === 0
    ) {
      if (node.size <= 3) {
        kernel.pool = node;
        return this.#made(node, maker!);
      }
    }
    this.#begin({ kind: 'maxPool', node, maps: [] }, node);
  }

  #placeReduce(node: ReduceNode): void {
    if (node.inner !== 1) return this.#begin({ kind: 'reduce', node, maps: [] }, node);
    const shape = [node.outer, node.reduced];
    const reads = localReads(
      { kind: 'read', tensor: { ...node.input, shape }, view: { kind: 'broadcast' } },
      shape,
      this.#inlined,
    );
    const last = this.#latest(reads);
    const kernel = this.#kernels[last];
    const fits = kernel?.kind === 'rows' && kernel.rows === node.outer && kernel.length === node.reduced;
    if (fits && this.#allLocal(reads, last) && this.#fitsBindings(kernel, node)) {
      kernel.steps.push(node);
      return this.#made(node, last);
    }
    this.#begin({ kind: 'rows', rows: node.outer, length: node.reduced, steps: [node] }, node);
  }

  #placeMap(node: MapNode): void {
    const reads = readsOfMap(node, this.#inlined);
    const last = this.#latest(reads);
    const kernel = this.#kernels[last];
    if (kernel && this.#mayFollow(kernel, last, node, reads)) {
      if (kernel.kind === 'rows') kernel.steps.push(node);
      else kernel.maps.push(node);
      return this.#made(node, last);
    }
    if (this.#mayInline(node)) {
      for (const view of this.#views) view.set(node.outputs[0]!.tensor.storage, node);
      return;
    }
    this.#begin({ kind: 'map', maps: [node] }, node);
  }

  /** The kernel that makes a storage, or what it is a piece of. */
  #makerOf(storage: Storage): number | undefined {
    return this.#makers.get(storage) ?? this.#makers.get(rootOf(storage));
  }

  /** The last kernel that has to be done before something can be computed; −1 for none. */
  #latest(reads: readonly LocalRead[]): number {
    return Math.max(-1, ...reads.map(({ storage }) => this.#makerOf(storage) ?? -1));
  }

  #mayFollow(kernel: Fused, index: number, node: MapNode, reads: readonly LocalRead[]): boolean {
    const size = elementsOf(node.shape);
    if (kernel.kind === 'unpool') return false;
    if (kernel.kind === 'rows') {
      const isRow = size === kernel.rows && (node.shape.at(-1) === 1 || kernel.length === 1);
      if (!isRow && (size !== kernel.rows * kernel.length || node.shape.at(-1) !== kernel.length))
        return false;
      if (
        isRow &&
        reads.some(
          (read) => this.#makers.get(read.storage) === index && !this.#isRowValue(kernel, read.storage),
        )
      )
        return false;
    } else if (size !== domainOf(kernel)) return false;
    const rowsAllowed = kernel.kind === 'rows';
    const local = reads.every(({ storage, locality }) => {
      if (this.#makerOf(storage) !== index) return true;
      if (!this.#makers.has(storage)) return false;
      return locality === 'same' || (rowsAllowed && locality === 'row');
    });
    return local && this.#fitsBindings(kernel, node) && this.#mayOverwrite(kernel, index, node);
  }

  #isRowValue(kernel: FusedOf<'rows'>, storage: Storage): boolean {
    return storage.size === kernel.rows;
  }

  #allLocal(reads: readonly LocalRead[], index: number): boolean {
    return reads.every(
      ({ storage, locality }) =>
        this.#makerOf(storage) !== index || (this.#makers.has(storage) && locality !== 'elsewhere'),
    );
  }

  /** Weights are overwritten only when nothing later, and nothing else here, still reads the old ones. */
  #mayOverwrite(kernel: Fused, index: number, node: MapNode): boolean {
    return node.outputs.every(({ tensor: { storage } }) => {
      if (storage.role === 'value') return true;
      const here = externalReads(kernel);
      if (here.some((read) => read.storage === storage && read.locality !== 'same')) return false;
      const later = this.#kernels.slice(index + 1);
      return !later.some((other) => externalReads(other).some((read) => read.storage === storage));
    });
  }

  /** One less than there may be: an operand may also follow as an input of a map, in another width. */
  #fitsBindings(kernel: Fused, node: Node): boolean {
    return this.#bindings.of([...nodesOf(kernel), node], this.#inlined) <= mostBindings - 1;
  }

  #mayInline(node: MapNode): boolean {
    const [output] = node.outputs;
    const { storage } = output!.tensor;
    if (node.outputs.length !== 1 || storage.role !== 'value' || storage.part) return false;
    if (this.#bindings.isWanted(storage) || this.#bindings.isIndex(storage)) return false;
    const readers = this.#bindings.readersOf(storage);
    if (!readers.every(({ kind }) => kind === 'map' || kind === 'reduce' || kind === 'unpool')) return false;
    // What nobody reads as a whole is read in pieces.
    if (readers.length === 0) return false;
    return readers.length === 1 || walk(output!.expression).size <= cheapExpressions;
  }
}
