// Edits of a list of layers: each gives a new list in which joins still mean the same layers. What fits after what is told by
// planned-layers.ts; an edit that does not fit is shown, not refused. Only what is added is offered where it fits.
import type { LayerGroup } from '../../../../contract/model/layers/definition';
import {
  layerDefinition,
  layerDefinitions,
  type LayerKind,
  type LayerSpec,
} from '../../../../contract/model/layers/registry';
import type { NetFamily } from '../../../../contract/model/recipe';
import type { Fault } from '../../../../contract/transport/fault';
import { canJoin, isJoin, type JoinSpec } from '../../../../domain/shapes';
import { planLayers } from './planned-layers';

export type { LayerKind };

/** What a new layer is made for: the shapes known so far, the net's input first; null where a layer does not fit. */
export type KnownShapes = readonly (readonly number[] | null)[];

/** A new layer of a kind at the end of the list, with values that work there if any do. */
export function newLayer(kind: LayerKind, shapes: KnownShapes = []): LayerSpec {
  const { start, startAt } = layerDefinition(kind);
  const layer = structuredClone(start);
  const running = shapes.at(-1);
  if (!running) return layer;
  if (!isJoin(layer)) return { ...layer, ...startAt?.(running) } as LayerSpec;
  const choices = joinChoices(layer.kind, shapes.length - 1, shapes);
  // The running value itself is the last; a join of it with itself is seldom meant.
  const from = choices.findLast((choice) => choice < shapes.length - 2) ?? choices.at(-1) ?? -1;
  return { ...layer, from };
}

/** What a join at `index` could take, as its field `from`: -1 is the net's input. */
export function joinChoices(kind: JoinSpec['kind'], index: number, shapes: KnownShapes): number[] {
  const running = shapes[index];
  if (!running) return [];
  return Array.from({ length: index + 1 }, (_, place) => place - 1).filter((from) => {
    const other = shapes[from + 1];
    return other ? canJoin(kind, running, other) : false;
  });
}

/** Why a new layer of a kind cannot follow what flows at the end of the list; null where it can, or where no shape is known there. */
export function misfitAtEnd(
  kind: LayerKind,
  layers: readonly LayerSpec[],
  shapes: KnownShapes,
): Fault | null {
  const running = shapes.at(-1);
  const [input] = shapes;
  if (!running || !input || shapes.length !== layers.length + 1) return null;
  const after = insertLayer(layers, layers.length, newLayer(kind, shapes));
  const { error } = planLayers([...input], after, 1);
  return error?.index === layers.length ? error.fault : null;
}

/** Kinds that a family offers, by group; a linear model has no layers of its own but the flattening of an image. */
export function layerKinds(family: NetFamily): { group: LayerGroup; kinds: LayerKind[] }[] {
  if (family === 'linear') return [];
  const order: LayerGroup[] =
    family === 'convolutional'
      ? ['images', 'basic', 'joins', 'sequences']
      : ['basic', 'sequences', 'joins', 'images'];
  return order.map((group) => ({
    group,
    kinds: layerDefinitions.filter((definition) => definition.group === group).map(({ kind }) => kind),
  }));
}

/** The list with a layer put in at `index`. */
export function insertLayer(layers: readonly LayerSpec[], index: number, layer: LayerSpec): LayerSpec[] {
  const moved = layers.map((old) => renamed(old, (from) => (from >= index ? from + 1 : from)));
  return [...moved.slice(0, index), layer, ...moved.slice(index)];
}

/** The list without the layer at `index`; what joined it joins the one before it. */
export function removeLayer(layers: readonly LayerSpec[], index: number): LayerSpec[] {
  return layers
    .filter((_, place) => place !== index)
    .map((old) => renamed(old, (from) => (from >= index ? from - 1 : from)));
}

/** The list with the layer at `index` replaced. */
export function replaceLayer(layers: readonly LayerSpec[], index: number, layer: LayerSpec): LayerSpec[] {
  return layers.map((old, place) => (place === index ? layer : old));
}

/**
 * The list with the layer at `index` one place up (−1) or down (+1); the same where it cannot move. A join that would come
 * before what it joins takes the value just before it.
 */
export function moveLayer(layers: readonly LayerSpec[], index: number, by: -1 | 1): LayerSpec[] {
  const [layer, other] = [layers[index], layers[index + by]];
  if (!layer || !other) return [...layers];
  const swap = (from: number): number => (from === index ? index + by : from === index + by ? index : from);
  const swapped = replaceLayer(replaceLayer(layers, index, other), index + by, layer);
  return swapped.map((old, place) => renamed(old, (from) => Math.min(swap(from), place - 1)));
}

function renamed(layer: LayerSpec, place: (from: number) => number): LayerSpec {
  return isJoin(layer) ? { ...layer, from: place(layer.from) } : layer;
}
