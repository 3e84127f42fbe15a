// One layer spec to one TensorFlow.js layer. Names and weights' names are fixed by the layer's place, so that
// artifacts written today load tomorrow. Kernels start as zeros: initializers.ts fills them.
import * as tfl from '@tensorflow/tfjs-layers';
import type { Activation, LayerSpec } from '../contract/recipe';
import { SeededDropout } from './dropout';

/** Decay of batch normalisation's moving statistics: runs here are hundreds of steps, not tens of thousands. */
export const batchNormMomentum = 0.9;
/** Keeps the square root away from 0. */
export const batchNormEpsilon = 1e-3;

/** Name of the layer at an index; weights are called `<name>/kernel` and so on. */
export function layerName(index: number, kind: LayerSpec['kind'] | 'output'): string {
  return `${index}_${kind}`;
}

/** The layer for a spec. With a seed dropout is resumable (training), without one it is tfjs' standard layer (export). */
export function toLayer(
  spec: LayerSpec,
  index: number,
  seed: number | null,
  inputShape: readonly number[] | null,
): tfl.layers.Layer {
  const base = {
    name: layerName(index, spec.kind),
    ...(inputShape === null ? {} : { inputShape: [...inputShape] }),
  };
  switch (spec.kind) {
    case 'dense':
      return tfl.layers.dense({
        ...base,
        units: spec.units,
        activation: spec.activation,
        kernelInitializer: 'zeros',
      });
    case 'conv2d':
      return tfl.layers.conv2d({
        ...base,
        filters: spec.filters,
        kernelSize: spec.kernelSize,
        strides: spec.strides,
        padding: spec.padding,
        activation: spec.activation,
        kernelInitializer: 'zeros',
      });
    case 'maxPool2d':
      return tfl.layers.maxPooling2d({ ...base, poolSize: spec.size });
    case 'averagePool2d':
      return tfl.layers.averagePooling2d({ ...base, poolSize: spec.size });
    case 'globalAveragePool2d':
      return tfl.layers.globalAveragePooling2d(base);
    case 'flatten':
      return tfl.layers.flatten(base);
    case 'dropout':
      return seed === null
        ? tfl.layers.dropout({ ...base, rate: spec.rate })
        : new SeededDropout({ ...base, rate: spec.rate, seed, layer: index });
    case 'batchNorm':
      return tfl.layers.batchNormalization({
        ...base,
        momentum: batchNormMomentum,
        epsilon: batchNormEpsilon,
      });
    case 'activation':
      return tfl.layers.activation({ ...base, activation: spec.activation });
  }
}

/** The activation that a layer's output meets first: its own, or that of an activation layer behind norm and pooling. */
export function effectiveActivation(layers: readonly LayerSpec[], index: number): Activation {
  for (const [offset, layer] of layers.slice(index).entries()) {
    const startsNext = layer.kind === 'dense' || layer.kind === 'conv2d';
    if (offset > 0 && startsNext) return 'linear';
    if ((startsNext || layer.kind === 'activation') && layer.activation !== 'linear') return layer.activation;
  }
  return 'linear';
}
