// The nets whose compiled training is held against cpu; not a test itself.
import type { LayerSpec, OptimizerSpec, NetRecipe, Task } from '../../../src/contract/model/recipe';
import { layerNets } from '../../unit/model/layer-nets';
import {
  averagePool,
  conv,
  dense,
  depthwise,
  encoderBlock,
  flatten,
  maxPool,
  reshape,
  residualBlock,
} from '../../unit/model/layer-specs';

/** A net, and what is particular about training it. */
export interface Net {
  name: string;
  inputShape: number[];
  layers: LayerSpec[];
  task?: Task;
  changes?: Partial<NetRecipe>;
  /** Weights whose gradient is 0 but for rounding, such as a bias before a normalisation. */
  idle?: RegExp;
}

/** What most of them are trained by. */
export const adam: OptimizerSpec = {
  kind: 'adam',
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
};

const rmsprop: OptimizerSpec = {
  kind: 'rmsprop',
  learningRate: 0.01,
  decay: 0.9,
  momentum: 0.5,
  epsilon: 1e-7,
};

/** Nets that between them hold every layer, loss, optimiser and way of kernels. */
export const nets: Net[] = [
  { name: 'dense', inputShape: [20], layers: [dense(16), dense(12)] },
  { name: 'dense, odd sizes', inputShape: [13], layers: [dense(7, 'tanh'), dense(5, 'elu')] },
  { name: 'no hidden layer', inputShape: [9], layers: [] },
  {
    name: 'binary with sigmoid and gelu',
    inputShape: [13],
    layers: [dense(16, 'sigmoid'), dense(8, 'gelu')],
    task: 'binary',
  },
  {
    name: 'regression by SGD',
    inputShape: [13],
    layers: [dense(16)],
    task: 'regression',
    changes: { optimizer: { kind: 'sgd', learningRate: 0.05 } },
  },
  {
    name: 'regression by Adagrad',
    inputShape: [13],
    layers: [dense(16)],
    task: 'regression',
    changes: { optimizer: { kind: 'adagrad', learningRate: 0.05, epsilon: 1e-7 } },
  },
  {
    name: 'Huber by momentum',
    inputShape: [13],
    layers: [dense(16)],
    task: 'regression',
    changes: { loss: 'huber', optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.9 } },
  },
  {
    name: 'penalties, clipping, decay, smoothing and a schedule',
    inputShape: [13],
    layers: [dense(16)],
    changes: {
      regularization: { l1: 0.01, l2: 0.02, labelSmoothing: 0.1 },
      clipNorm: 0.05,
      optimizer: { ...adam, kind: 'adamw', weightDecay: 0.1 },
      schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0.1 },
    },
  },
  {
    name: 'dropout',
    inputShape: [13],
    layers: [dense(16), { kind: 'dropout', rate: 0.3 }, dense(6), { kind: 'dropout', rate: 0.5 }],
  },
  {
    name: 'softmax inside',
    inputShape: [13],
    layers: [dense(16, 'softmax'), { kind: 'activation', activation: 'softmax' }],
  },
  {
    name: 'batch normalisation',
    inputShape: [13],
    layers: [
      dense(16, 'linear'),
      { kind: 'batchNorm' },
      { kind: 'activation', activation: 'relu' },
      dense(6),
    ],
    // The bias before it has no gradient but rounding, which Adam would blow up.
    changes: { optimizer: { kind: 'sgd', learningRate: 0.05 } },
    idle: /0_dense\/bias/,
  },
  {
    name: 'convolutions and pooling',
    inputShape: [12, 12, 1],
    layers: [conv(8), maxPool(2), conv(8), maxPool(2), flatten, dense(12)],
  },
  {
    name: 'windows that leave the last rows and columns out, before and behind convolutions',
    inputShape: [14, 12, 2],
    layers: [conv(8), maxPool(2), conv(8, { kernelSize: 2 }), maxPool(2), flatten],
  },
  {
    name: 'the same with strides, dilation, averages and padding',
    inputShape: [18, 19, 2],
    layers: [
      conv(4, { activation: 'gelu' }),
      conv(6, { dilation: 2 }),
      averagePool(2),
      conv(5, { padding: 'same' }),
      maxPool(2),
      conv(4, { kernelSize: 2, strides: 2, activation: 'tanh' }),
      flatten,
    ],
  },
  {
    name: 'what a pooling leaves out, read by a skip and drawn for by dropout',
    inputShape: [12, 13, 1],
    layers: [
      conv(4),
      { kind: 'dropout', rate: 0.3 },
      maxPool(2),
      conv(6, { kernelSize: 2 }),
      maxPool(3),
      { kind: 'upsampling2d', size: 5 },
      { kind: 'concat', from: 2 },
      maxPool(2),
      flatten,
    ],
  },
  {
    name: 'padding, strides, average pooling',
    inputShape: [9, 8, 3],
    layers: [conv(8, { padding: 'same' }), conv(6, { padding: 'same', strides: 2 }), averagePool(2), flatten],
  },
  {
    name: 'kernels of 5, 1 and 2, windows of 3, global pooling',
    inputShape: [13, 12, 2],
    layers: [
      conv(5, { kernelSize: 5, strides: 2, padding: 'same', activation: 'tanh' }),
      conv(7, { kernelSize: 1 }),
      conv(4, { kernelSize: 2, padding: 'same' }),
      maxPool(3),
      { kind: 'globalAveragePool2d' },
    ],
  },
  {
    name: 'global max pooling behind a convolution',
    inputShape: [9, 8, 2],
    layers: [conv(5, { activation: 'tanh' }), { kind: 'globalMaxPool2d' }, dense(6)],
  },
  {
    name: 'pooling before and behind what does not commute with it',
    inputShape: [13, 12, 2],
    layers: [maxPool(2), conv(8, { activation: 'gelu' }), maxPool(2), { kind: 'batchNorm' }, flatten],
  },
  ...layerNets.map((net) => ({ ...net, changes: { optimizer: rmsprop }, idle: /key_bias/ })),
  {
    name: 'an LSTM whose states are all put out, five units',
    inputShape: [12],
    layers: [
      reshape(4, 3),
      { kind: 'lstm', units: 5, returnSequences: true },
      { kind: 'globalAveragePool1d' },
    ],
  },
  {
    name: 'recurrent layers over one step, and over rows that lie in one piece',
    inputShape: [16],
    layers: [
      dense(16, 'tanh'),
      reshape(1, 16),
      { kind: 'gru', units: 16, returnSequences: true },
      { kind: 'lstm', units: 4, returnSequences: false },
    ],
  },
  {
    name: 'depthwise kernels of 5, 1 and 2, several outputs of a channel, strides',
    inputShape: [11, 10, 4],
    layers: [
      depthwise({ kernelSize: 5, strides: 2, padding: 'same' }),
      depthwise({ kernelSize: 1, multiplier: 3, activation: 'tanh' }),
      depthwise({ kernelSize: 2, activation: 'elu' }),
      { kind: 'globalAveragePool2d' },
    ],
  },
  {
    name: 'a dilated convolution and a skip from before a pooled one',
    inputShape: [12, 11, 3],
    layers: [
      conv(4, { dilation: 2 }),
      conv(4, { padding: 'same' }),
      maxPool(2),
      { kind: 'upsampling2d', size: 2 },
      flatten,
    ],
  },
  {
    name: 'attention that sees everything, four heads, no mask',
    // A softmax does not see what all its scores have in common.
    idle: /key_bias/,
    inputShape: [24],
    layers: [
      reshape(3, 8),
      { kind: 'attention', heads: 4, causal: false, maskZero: false },
      { kind: 'layerNorm' },
      flatten,
    ],
  },
  {
    name: 'a U-Net with a skip from the input',
    inputShape: [8, 8, 1],
    layers: [
      conv(4, { padding: 'same' }),
      maxPool(2),
      conv(8, { padding: 'same' }),
      { kind: 'upsampling2d', size: 2 },
      { kind: 'concat', from: 0 },
      { kind: 'concat', from: -1 },
      conv(4, { padding: 'same' }),
      flatten,
    ],
  },
  {
    name: 'an encoder block over tokens',
    idle: /key_bias/,
    inputShape: [6],
    layers: [
      { kind: 'embedding', vocabulary: 12, units: 8 },
      { kind: 'positionEmbedding' },
      ...encoderBlock(2, { channels: 8, heads: 2, hidden: 12 }),
      { kind: 'globalAveragePool1d' },
    ],
  },
  {
    name: 'residual blocks',
    inputShape: [8, 6, 3],
    layers: [
      conv(4, { padding: 'same' }),
      ...residualBlock(1, 4),
      maxPool(2),
      conv(8, { padding: 'same' }),
      ...residualBlock(7, 8),
      { kind: 'globalAveragePool2d' },
    ],
  },
];
