// One layer spec to one TensorFlow.js layer. Names and weights' names are fixed by the layer's place, so that
// artifacts written today load tomorrow. Kernels and tables start as zeros: zoo/network.ts fills them.
import * as tfl from '@tensorflow/tfjs-layers';
import type { Activation, LayerSpec } from '../../../contract/model/recipe';
import { DilatedConv2d } from './dilated-conv';
import { SeededDropout } from './dropout';
import { LayerNorm, layerNormEpsilon } from './layer-norm';
import { SelfAttention } from './sequence/attention';
import { PositionEmbedding, TokenEmbedding } from './sequence/embedding';
import { Gru, Lstm } from './sequence/recurrent';
import { Upsampling2d } from './upsampling';

/** Decay of batch normalisation's moving statistics: runs here are hundreds of steps, not tens of thousands. */
export const batchNormMomentum = 0.9;
/** Keeps the square root away from 0. */
export const batchNormEpsilon = 1e-3;

/** The formulas of ours in tfjs' words; its own starting values are not needed, and one of them needs all of tfjs to be drawn. */
const standardLstm = {
  recurrentActivation: 'sigmoid',
  unitForgetBias: false,
  kernelInitializer: 'zeros',
  recurrentInitializer: 'zeros',
} as const;

/** Name of the layer at an index; weights are called `<name>/kernel` and so on. */
export function layerName(index: number, kind: LayerSpec['kind'] | 'output'): string {
  return `${index}_${kind}`;
}

/**
 * What the layers are for. In training a seed makes dropout resumable. What is exported is made of tfjs' standard layers where
 * there is one that computes the same: ours have gradients that tfjs lacks, or are faster, or clamp.
 */
export type LayerUse = { kind: 'train'; seed: number } | { kind: 'predict' } | { kind: 'export' };

/** The layer for a spec; `inputShape` is that of one sample before it. */
export function toLayer(
  spec: LayerSpec,
  index: number,
  use: LayerUse,
  inputShape: readonly number[],
): tfl.layers.Layer {
  const base = { name: layerName(index, spec.kind) };
  const exported = use.kind === 'export';
  switch (spec.kind) {
    case 'dense':
      return tfl.layers.dense({
        ...base,
        units: spec.units,
        activation: spec.activation,
        kernelInitializer: 'zeros',
      });
    case 'conv2d': {
      const { filters, kernelSize, strides, padding, activation, dilation = 1 } = spec;
      if (dilation > 1 && !exported) return new DilatedConv2d({ ...base, spec });
      return tfl.layers.conv2d({
        ...base,
        ...{ filters, kernelSize, strides, padding, activation, kernelInitializer: 'zeros' },
        ...(dilation > 1 ? { dilationRate: dilation } : {}),
      });
    }
    case 'depthwiseConv2d':
      return tfl.layers.depthwiseConv2d({
        ...base,
        kernelSize: spec.kernelSize,
        strides: spec.strides,
        padding: spec.padding,
        depthMultiplier: spec.multiplier,
        activation: spec.activation,
        depthwiseInitializer: 'zeros',
      });
    case 'maxPool2d':
      return tfl.layers.maxPooling2d({ ...base, poolSize: spec.size });
    case 'averagePool2d':
      return tfl.layers.averagePooling2d({ ...base, poolSize: spec.size });
    case 'globalAveragePool2d':
      return tfl.layers.globalAveragePooling2d(base);
    case 'globalAveragePool1d':
      return tfl.layers.globalAveragePooling1d(base);
    case 'upsampling2d':
      return exported
        ? tfl.layers.upSampling2d({ ...base, size: [spec.size, spec.size] })
        : new Upsampling2d({ ...base, size: spec.size });
    case 'flatten':
      // tfjs' own refuses what is flat already.
      return inputShape.length > 1
        ? tfl.layers.flatten(base)
        : tfl.layers.activation({ ...base, activation: 'linear' });
    case 'reshape':
      return tfl.layers.reshape({ ...base, targetShape: [...spec.shape] });
    case 'dropout':
      return use.kind === 'train'
        ? new SeededDropout({ ...base, rate: spec.rate, seed: use.seed, layer: index })
        : tfl.layers.dropout({ ...base, rate: spec.rate });
    case 'batchNorm':
      return tfl.layers.batchNormalization({
        ...base,
        momentum: batchNormMomentum,
        epsilon: batchNormEpsilon,
      });
    case 'layerNorm':
      return exported
        ? tfl.layers.layerNormalization({ ...base, epsilon: layerNormEpsilon })
        : new LayerNorm(base);
    case 'activation':
      return tfl.layers.activation({ ...base, activation: spec.activation });
    case 'embedding':
      return exported
        ? tfl.layers.embedding({ ...base, inputDim: spec.vocabulary, outputDim: spec.units })
        : new TokenEmbedding({ ...base, vocabulary: spec.vocabulary, units: spec.units });
    case 'positionEmbedding':
      return new PositionEmbedding(base);
    case 'attention':
      return new SelfAttention({
        ...base,
        heads: spec.heads,
        causal: spec.causal,
        maskZero: spec.maskZero,
      });
    case 'lstm': {
      const { units, returnSequences } = spec;
      return exported
        ? tfl.layers.lstm({ ...base, ...standardLstm, units, returnSequences })
        : new Lstm({ ...base, units, returnSequences });
    }
    case 'gru':
      return new Gru({ ...base, units: spec.units, returnSequences: spec.returnSequences });
    case 'add':
      return tfl.layers.add(base);
    case 'concat':
      return tfl.layers.concatenate({ ...base, axis: -1 });
  }
}

/** Layers that end the reach of the one before them: its output is no longer what an activation sees. */
const startsNext: ReadonlySet<LayerSpec['kind']> = new Set([
  'dense',
  'conv2d',
  'depthwiseConv2d',
  'attention',
  'lstm',
  'gru',
]);

/** The activation that a layer's output meets first: its own, or that of an activation layer behind norm and pooling. */
export function effectiveActivation(layers: readonly LayerSpec[], index: number): Activation {
  for (const [offset, layer] of layers.slice(index).entries()) {
    if (offset > 0 && startsNext.has(layer.kind)) return 'linear';
    if ('activation' in layer && layer.activation !== 'linear') return layer.activation;
  }
  return 'linear';
}
