// The layers of a net: names, TensorFlow.js layers and what each one's output meets. What a kind computes is in kinds/. Names and
// weights' names are fixed by the layer's place, so that artifacts written today load tomorrow.
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Activation } from '../../../contract/model/layers/activation';
import type { LayerKind, LayerSpec } from '../../../contract/model/layers/registry';
import type { LayerUse } from './form';
import { layerForm } from './registry';

/** Name of the layer at an index; weights are called `<name>/kernel` and so on. */
export function layerName(index: number, kind: LayerKind | 'output'): string {
  return `${index}_${kind}`;
}

/** The layer for a spec; `inputShape` is that of one sample before it. */
export function toLayer(
  spec: LayerSpec,
  index: number,
  use: LayerUse,
  inputShape: readonly number[],
): tfl.layers.Layer {
  return layerForm(spec.kind).build(spec, { name: layerName(index, spec.kind), index, use, inputShape });
}

/** The activation that a layer's output meets first: its own, or that of an activation layer behind norm and pooling. */
export function effectiveActivation(layers: readonly LayerSpec[], index: number): Activation {
  for (const [offset, layer] of layers.slice(index).entries()) {
    if (offset > 0 && layerForm(layer.kind).mixes) return 'linear';
    if ('activation' in layer && layer.activation !== 'linear') return layer.activation;
  }
  return 'linear';
}
