// A recipe decides a run. It is what the UI edits, what is hashed into a run, what a link or a file shares.
import * as v from 'valibot';
import { count, sha256, ulid } from './dataset';

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65536));
const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));

export const activation = v.picklist(['linear', 'relu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax']);
export type Activation = v.InferOutput<typeof activation>;

/** One layer, in the order data flows. The output layer is not listed: the task decides it. */
export const layerSpec = v.variant('kind', [
  v.strictObject({ kind: v.literal('dense'), units: atLeastOne, activation }),
  v.strictObject({
    kind: v.literal('conv2d'),
    filters: atLeastOne,
    kernelSize: v.pipe(atLeastOne, v.maxValue(31)),
    strides: v.pipe(atLeastOne, v.maxValue(16)),
    padding: v.picklist(['valid', 'same']),
    activation,
  }),
  v.strictObject({ kind: v.literal('maxPool2d'), size: v.pipe(atLeastOne, v.maxValue(31)) }),
  v.strictObject({ kind: v.literal('averagePool2d'), size: v.pipe(atLeastOne, v.maxValue(31)) }),
  v.strictObject({ kind: v.literal('globalAveragePool2d') }),
  v.strictObject({ kind: v.literal('flatten') }),
  v.strictObject({ kind: v.literal('dropout'), rate: v.pipe(v.number(), v.minValue(0), v.maxValue(0.95)) }),
  v.strictObject({ kind: v.literal('batchNorm') }),
  v.strictObject({ kind: v.literal('activation'), activation }),
]);
export type LayerSpec = v.InferOutput<typeof layerSpec>;

export const family = v.picklist(['dense', 'convolutional', 'linear']);
export type Family = v.InferOutput<typeof family>;

export const task = v.picklist(['binary', 'multiclass', 'regression']);
export type Task = v.InferOutput<typeof task>;

export const optimizer = v.variant('kind', [
  v.strictObject({ kind: v.literal('sgd'), learningRate: positive }),
  v.strictObject({ kind: v.literal('momentum'), learningRate: positive, momentum: fraction }),
  v.strictObject({
    kind: v.literal('adam'),
    learningRate: positive,
    beta1: fraction,
    beta2: fraction,
    epsilon: positive,
  }),
  v.strictObject({
    kind: v.literal('adamw'),
    learningRate: positive,
    beta1: fraction,
    beta2: fraction,
    epsilon: positive,
    weightDecay: nonNegative,
  }),
]);
export type OptimizerSpec = v.InferOutput<typeof optimizer>;

/** Learning-rate factor over the run; the formulas are in domain/schedule.ts. */
export const schedule = v.variant('kind', [
  v.strictObject({ kind: v.literal('constant') }),
  v.strictObject({
    kind: v.literal('exponential'),
    decayPerEpoch: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
  }),
  v.strictObject({ kind: v.literal('cosine'), warmupEpochs: nonNegative, floor: fraction }),
]);
export type ScheduleSpec = v.InferOutput<typeof schedule>;

export const splitSpec = v.strictObject({
  kind: v.picklist(['stratified', 'random']),
  train: fraction,
  validation: fraction,
  test: fraction,
  seed: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffffffff)),
});
export type SplitSpec = v.InferOutput<typeof splitSpec>;

export const preprocessingSpec = v.strictObject({
  number: v.strictObject({
    impute: v.picklist(['median', 'mean', 'zero']),
    scale: v.picklist(['standard', 'min-max', 'none']),
    missingIndicator: v.boolean(),
  }),
  category: v.strictObject({
    encode: v.literal('one-hot'),
    maxCategories: v.pipe(atLeastOne, v.maxValue(1000)),
  }),
  image: v.strictObject({ scale: v.picklist(['unit', 'none']) }),
});
export type PreprocessingSpec = v.InferOutput<typeof preprocessingSpec>;

export const recipe = v.strictObject({
  format: v.literal(1),
  dataset: v.strictObject({ id: ulid, sha256 }),
  task,
  target: v.string(),
  /** Columns the model sees, in order. */
  features: v.pipe(v.array(v.string()), v.minLength(1)),
  split: splitSpec,
  preprocessing: preprocessingSpec,
  model: v.strictObject({ family, layers: v.pipe(v.array(layerSpec), v.maxLength(200)) }),
  loss: v.picklist(['cross-entropy', 'mse', 'huber']),
  optimizer,
  schedule,
  regularization: v.strictObject({
    l1: nonNegative,
    l2: nonNegative,
    labelSmoothing: v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)),
  }),
  /** Largest L2 norm of the whole gradient, or null for no clipping. */
  clipNorm: v.nullable(positive),
  batchSize: v.pipe(atLeastOne, v.maxValue(16384)),
  epochs: v.pipe(atLeastOne, v.maxValue(10000)),
  earlyStopping: v.nullable(
    v.strictObject({ patience: v.pipe(count, v.minValue(1)), minDelta: nonNegative }),
  ),
  /** Never 0: TensorFlow.js takes 0 as "no seed". */
  seed: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffffffff)),
});
export type Recipe = v.InferOutput<typeof recipe>;
