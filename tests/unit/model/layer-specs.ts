// Layer specs in few words, for nets of tests and benchmarks.
import type { LayerSpec } from '../../../src/contract/model/recipe';

type SpecOf<K extends LayerSpec['kind']> = Extract<LayerSpec, { kind: K }>;

export const dense = (units: number, activation: SpecOf<'dense'>['activation'] = 'relu'): LayerSpec => ({
  kind: 'dense',
  units,
  activation,
});

/** A convolution of 3 × 3 without padding, unless told otherwise. */
export const conv = (filters: number, options: Partial<SpecOf<'conv2d'>> = {}): LayerSpec => ({
  kind: 'conv2d',
  filters,
  kernelSize: 3,
  strides: 1,
  padding: 'valid',
  activation: 'relu',
  ...options,
});

/** A depthwise convolution of 3 × 3 with one output a channel, without padding, unless told otherwise. */
export const depthwise = (options: Partial<SpecOf<'depthwiseConv2d'>> = {}): LayerSpec => ({
  kind: 'depthwiseConv2d',
  kernelSize: 3,
  strides: 1,
  padding: 'valid',
  multiplier: 1,
  activation: 'relu',
  ...options,
});

/** The largest of each window of size × size. */
export const maxPool = (size: number): LayerSpec => ({ kind: 'maxPool2d', size });

/** The average of each window of size × size. */
export const averagePool = (size: number): LayerSpec => ({ kind: 'averagePool2d', size });

/** A sample of another shape. */
export const reshape = (...shape: number[]): LayerSpec => ({ kind: 'reshape', shape });

/** A sample in one row. */
export const flatten: LayerSpec = { kind: 'flatten' };

interface EncoderOptions {
  channels: number;
  heads: number;
  hidden: number;
  activation?: SpecOf<'dense'>['activation'];
}

/**
 * A transformer's encoder block over [steps, channels], normalised before each half: attention, then two dense layers of
 * `hidden` and `channels` units. `first` is its first layer's index in the net.
 */
export const encoderBlock = (
  first: number,
  { channels, heads, hidden, activation }: EncoderOptions,
): LayerSpec[] => [
  { kind: 'layerNorm' },
  { kind: 'attention', heads, causal: false, maskZero: false },
  { kind: 'add', from: first - 1 },
  { kind: 'layerNorm' },
  dense(hidden, activation),
  dense(channels, 'linear'),
  { kind: 'add', from: first + 2 },
];

/** Two convolutions of 3 × 3 beside a way around them. `first` is the first one's index in the net. */
export const residualBlock = (first: number, filters: number): LayerSpec[] => [
  conv(filters, { padding: 'same' }),
  conv(filters, { padding: 'same', activation: 'linear' }),
  { kind: 'add', from: first - 1 },
  { kind: 'activation', activation: 'relu' },
];
