// What one elementwise value reads, seen through the maps that are written into their readers, and whether it reads there at
// its own place. Fusion lives on the answer.
import { readsOf, type Expression, type View } from '../graph/expression';
import type { MapNode } from '../graph/primitives';
import { elementsOf, type Storage } from '../graph/tensor';

/** `same`: at the element's own place. `row`: one number for the element's row. `elsewhere`: anything else. */
export type Locality = 'same' | 'row' | 'elsewhere';

/** Maps that have no kernel of their own: each reader computes them anew. */
export type Inlined = ReadonlyMap<Storage, MapNode>;

export interface LocalRead {
  storage: Storage;
  locality: Locality;
}

/** How a read stands to the element of `shape` that it serves. */
export function localityOf(read: Extract<Expression, { kind: 'read' }>, shape: readonly number[]): Locality {
  if (read.view.kind !== 'broadcast') return 'elsewhere';
  const size = elementsOf(read.tensor.shape);
  if (size === elementsOf(shape)) return 'same';
  return read.tensor.shape.at(-1) === 1 && size * (shape.at(-1) ?? 1) === elementsOf(shape)
    ? 'row'
    : 'elsewhere';
}

/** All storages behind an expression at an element of `shape`. */
export function localReads(expression: Expression, shape: readonly number[], inlined: Inlined): LocalRead[] {
  return readsOf(expression).flatMap((read): LocalRead[] => {
    const { storage } = read.tensor;
    const here = localityOf(read, shape);
    const order = indexOf(read.view).map((index): LocalRead => ({ storage: index, locality: 'elsewhere' }));
    const map = inlined.get(storage);
    if (!map) return [{ storage, locality: here }, ...order];
    const behind = localReads(map.outputs[0]!.expression, map.shape, inlined);
    return [...behind.map((found) => ({ ...found, locality: joined(here, found.locality) })), ...order];
  });
}

/** What a view itself has to read to find its place. */
export function indexOf(view: View): Storage[] {
  if (view.kind === 'ordered') return [view.order.storage];
  return view.kind === 'looked-up' ? [view.ids.storage] : [];
}

function joined(outer: Locality, inner: Locality): Locality {
  return outer === 'same' ? inner : 'elsewhere';
}

/** The reads of all outputs of a map. */
export function readsOfMap(map: MapNode, inlined: Inlined): LocalRead[] {
  return map.outputs.flatMap(({ expression }) => localReads(expression, map.shape, inlined));
}
