// Edits of a list of layers: each gives a new list. What fits after what is told by planned-layers.ts, not forbidden here.
import type { Family, LayerSpec } from '../../../contract/recipe';

export type LayerKind = LayerSpec['kind'];

const fresh: Record<LayerKind, LayerSpec> = {
  dense: { kind: 'dense', units: 64, activation: 'relu' },
  conv2d: { kind: 'conv2d', filters: 32, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
  maxPool2d: { kind: 'maxPool2d', size: 2 },
  averagePool2d: { kind: 'averagePool2d', size: 2 },
  globalAveragePool2d: { kind: 'globalAveragePool2d' },
  flatten: { kind: 'flatten' },
  dropout: { kind: 'dropout', rate: 0.2 },
  batchNorm: { kind: 'batchNorm' },
  activation: { kind: 'activation', activation: 'relu' },
};

/** A new layer of a kind with values that work. */
export function newLayer(kind: LayerKind): LayerSpec {
  return { ...fresh[kind] };
}

/** Kinds that a family offers; a linear model has no layers of its own but the flattening of an image. */
export function layerKinds(family: Family, images: boolean): LayerKind[] {
  const plain: LayerKind[] = ['dense', 'dropout', 'batchNorm', 'activation'];
  if (family === 'linear') return [];
  if (family === 'dense') return images ? ['flatten', ...plain] : plain;
  return ['conv2d', 'maxPool2d', 'averagePool2d', 'globalAveragePool2d', 'flatten', ...plain];
}

/** The list with a layer put in at `index`. */
export function insertLayer(layers: readonly LayerSpec[], index: number, layer: LayerSpec): LayerSpec[] {
  return [...layers.slice(0, index), layer, ...layers.slice(index)];
}

/** The list without the layer at `index`. */
export function removeLayer(layers: readonly LayerSpec[], index: number): LayerSpec[] {
  return layers.filter((_, place) => place !== index);
}

/** The list with the layer at `index` replaced. */
export function replaceLayer(layers: readonly LayerSpec[], index: number, layer: LayerSpec): LayerSpec[] {
  return layers.map((old, place) => (place === index ? layer : old));
}

/** The list with the layer at `index` one place up (−1) or down (+1); the same where it cannot move. */
export function moveLayer(layers: readonly LayerSpec[], index: number, by: -1 | 1): LayerSpec[] {
  const layer = layers[index];
  if (!layer || index + by < 0 || index + by >= layers.length) return [...layers];
  return insertLayer(removeLayer(layers, index), index + by, layer);
}
