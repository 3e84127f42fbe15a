// Edits of a list of layers: each gives a new list in which joins still mean the same layers. What fits after what is told by
// planned-layers.ts, not forbidden here.
import type { LayerSpec, NetFamily } from '../../../../contract/model/recipe';
import { canJoin, isJoin, type JoinSpec } from '../../../../domain/shapes';

export type LayerKind = LayerSpec['kind'];
export type LayerGroup = 'basic' | 'images' | 'sequences' | 'joins';

/** What a new layer is made for: the shapes known so far, the net's input first; null where a layer does not fit. */
export type KnownShapes = readonly (readonly number[] | null)[];

const fresh: Record<LayerKind, LayerSpec> = {
  dense: { kind: 'dense', units: 64, activation: 'relu' },
  conv2d: { kind: 'conv2d', filters: 32, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
  depthwiseConv2d: {
    kind: 'depthwiseConv2d',
    kernelSize: 3,
    strides: 1,
    padding: 'same',
    multiplier: 1,
    activation: 'relu',
  },
  maxPool2d: { kind: 'maxPool2d', size: 2 },
  averagePool2d: { kind: 'averagePool2d', size: 2 },
  globalAveragePool2d: { kind: 'globalAveragePool2d' },
  upsampling2d: { kind: 'upsampling2d', size: 2 },
  flatten: { kind: 'flatten' },
  reshape: { kind: 'reshape', shape: [1] },
  dropout: { kind: 'dropout', rate: 0.2 },
  batchNorm: { kind: 'batchNorm' },
  layerNorm: { kind: 'layerNorm' },
  activation: { kind: 'activation', activation: 'relu' },
  embedding: { kind: 'embedding', vocabulary: 1000, units: 32 },
  positionEmbedding: { kind: 'positionEmbedding' },
  attention: { kind: 'attention', heads: 1, causal: false, maskZero: false },
  lstm: { kind: 'lstm', units: 32, returnSequences: false },
  gru: { kind: 'gru', units: 32, returnSequences: false },
  globalAveragePool1d: { kind: 'globalAveragePool1d' },
  add: { kind: 'add', from: -1 },
  concat: { kind: 'concat', from: -1 },
};

/** A new layer of a kind at the end of the list, with values that work there if any do. */
export function newLayer(kind: LayerKind, shapes: KnownShapes = []): LayerSpec {
  const layer = { ...fresh[kind] };
  const running = shapes.at(-1);
  if (!running) return layer;
  if (layer.kind === 'reshape') layer.shape = [running.reduce((product, side) => product * side, 1), 1];
  if (layer.kind === 'attention')
    layer.heads = [8, 4, 2].find((heads) => (running.at(-1) ?? 1) % heads === 0) ?? 1;
  if (isJoin(layer)) {
    const choices = joinChoices(layer.kind, shapes.length - 1, shapes);
    // The running value itself is the last; a join of it with itself is seldom meant.
    layer.from = choices.findLast((from) => from < shapes.length - 2) ?? choices.at(-1) ?? -1;
  }
  return layer;
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

const groups: Record<LayerGroup, LayerKind[]> = {
  basic: ['dense', 'activation', 'dropout', 'batchNorm', 'layerNorm'],
  images: ['conv2d', 'depthwiseConv2d', 'maxPool2d', 'averagePool2d', 'globalAveragePool2d', 'upsampling2d'],
  sequences: ['embedding', 'positionEmbedding', 'attention', 'lstm', 'gru', 'globalAveragePool1d'],
  joins: ['flatten', 'reshape', 'add', 'concat'],
};

/** Kinds that a family offers, by group; a linear model has no layers of its own but the flattening of an image. */
export function layerKinds(family: NetFamily): { group: LayerGroup; kinds: LayerKind[] }[] {
  if (family === 'linear') return [];
  const order: LayerGroup[] =
    family === 'convolutional'
      ? ['images', 'basic', 'joins', 'sequences']
      : ['basic', 'sequences', 'joins', 'images'];
  return order.map((group) => ({ group, kinds: groups[group] }));
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
