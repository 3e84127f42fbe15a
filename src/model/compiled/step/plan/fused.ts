// Nodes that are one dispatch, and what they read between them.
import { readsOfMap, type LocalRead } from './locality';
import {
  operandsOfNode,
  outputsOf,
  type ContractNode,
  type Conv2dNode,
  type FilterGradientNode,
  type MapNode,
  type MaxPoolNode,
  type Node,
  type ProductSumNode,
  type ReduceNode,
  type ScatterNode,
  type UnpoolNode,
} from '../graph/primitives';
import { elementsOf, type Storage } from '../graph/tensor';

/** The nodes of one dispatch. Maps follow the root, element by element of its result. */
export type FusedNodes =
  | {
      kind: 'contraction';
      node: ContractNode | Conv2dNode | FilterGradientNode;
      pool: MaxPoolNode | null;
      maps: MapNode[];
    }
  | { kind: 'reduce'; node: ReduceNode; maps: MapNode[] }
  | { kind: 'productSum'; node: ProductSumNode; maps: MapNode[] }
  | { kind: 'scatter'; node: ScatterNode; maps: MapNode[] }
  | { kind: 'maxPool'; node: MaxPoolNode; maps: MapNode[] }
  /** No map follows: its invocations stand for windows, not for elements. */
  | { kind: 'unpool'; node: UnpoolNode; maps: MapNode[] }
  | { kind: 'map'; maps: MapNode[] }
  /** One walk over [rows, length] after another, each row by itself. */
  | { kind: 'rows'; rows: number; length: number; steps: (ReduceNode | MapNode)[] };

/** The nodes of one dispatch, and the maps without a kernel that it computes where it reads them. */
export type Fused = FusedNodes & { inlined: ReadonlyMap<Storage, MapNode> };

/** Fused nodes of one kind. */
export type FusedOf<K extends Fused['kind']> = Extract<Fused, { kind: K }>;

/** Number of elements that a kernel's maps run over. */
export function domainOf(kernel: Exclude<Fused, FusedOf<'rows'>>): number {
  switch (kernel.kind) {
    case 'contraction':
      return elementsOf((kernel.pool ?? kernel.node).output.shape);
    case 'map':
      return elementsOf(kernel.maps[0]!.shape);
    default:
      return elementsOf(kernel.node.output.shape);
  }
}

/** Every node of a kernel, in order. */
export function nodesOf(kernel: Fused): readonly Node[] {
  switch (kernel.kind) {
    case 'contraction':
      return [kernel.node, ...(kernel.pool ? [kernel.pool] : []), ...kernel.maps];
    case 'map':
      return kernel.maps;
    case 'rows':
      return kernel.steps;
    default:
      return [kernel.node, ...kernel.maps];
  }
}

/** What a kernel reads that it does not make. */
export function externalReads(kernel: Fused): LocalRead[] {
  const { inlined } = kernel;
  const nodes = nodesOf(kernel);
  const made = new Set(
    nodes
      .flatMap((node) => outputsOf(node).map(({ storage }) => storage))
      .filter(({ role }) => role === 'value' || role === 'ring'),
  );
  return nodes
    .flatMap((node): LocalRead[] => {
      if (node.kind === 'map') return readsOfMap(node, inlined);
      return operandsOfNode(node).flatMap(({ storage }): LocalRead[] => {
        const map = inlined.get(storage);
        const behind = map ? readsOfMap(map, inlined).map((read) => read.storage) : [storage];
        return behind.map((other) => ({ storage: other, locality: 'elsewhere' }));
      });
    })
    .filter(({ storage }) => !made.has(storage));
}
