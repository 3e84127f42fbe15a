// A recipe decides a run. It is what the UI edits, what is hashed into a run, what a link or a file shares.
import * as v from 'valibot';
import { count, sha256, ulid } from '../data/dataset';
import { jsonObject } from './json';

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65536));
const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));

export const activation = v.picklist(['linear', 'relu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax']);
export type Activation = v.InferOutput<typeof activation>;

const padding = v.picklist(['valid', 'same']);
const earlierLayer = v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(199));

/** One layer, in the order data flows. The output layer is not listed: the task decides it. */
export const layerSpec = v.variant('kind', [
  v.strictObject({ kind: v.literal('dense'), units: atLeastOne, activation }),
  v.strictObject({
    kind: v.literal('conv2d'),
    filters: atLeastOne,
    kernelSize: v.pipe(atLeastOne, v.maxValue(31)),
    strides: v.pipe(atLeastOne, v.maxValue(16)),
    padding,
    activation,
    /** Spacing of the kernel's cells; absent means 1. Stride and dilation are not both above 1. */
    dilation: v.optional(v.pipe(atLeastOne, v.maxValue(31))),
  }),
  v.strictObject({
    kind: v.literal('depthwiseConv2d'),
    kernelSize: v.pipe(atLeastOne, v.maxValue(31)),
    strides: v.pipe(atLeastOne, v.maxValue(16)),
    padding,
    /** Outputs of each input channel. */
    multiplier: v.pipe(atLeastOne, v.maxValue(1024)),
    activation,
  }),
  v.strictObject({ kind: v.literal('maxPool2d'), size: v.pipe(atLeastOne, v.maxValue(31)) }),
  v.strictObject({ kind: v.literal('averagePool2d'), size: v.pipe(atLeastOne, v.maxValue(31)) }),
  v.strictObject({ kind: v.literal('globalAveragePool2d') }),
  /** Each cell becomes size × size equal ones. */
  v.strictObject({ kind: v.literal('upsampling2d'), size: v.pipe(atLeastOne, v.maxValue(31)) }),
  v.strictObject({ kind: v.literal('flatten') }),
  /** The same numbers in the same order under another shape: [steps, channels] or [height, width, channels]. */
  v.strictObject({
    kind: v.literal('reshape'),
    shape: v.pipe(v.array(atLeastOne), v.minLength(1), v.maxLength(4)),
  }),
  v.strictObject({ kind: v.literal('dropout'), rate: v.pipe(v.number(), v.minValue(0), v.maxValue(0.95)) }),
  v.strictObject({ kind: v.literal('batchNorm') }),
  v.strictObject({ kind: v.literal('layerNorm') }),
  v.strictObject({ kind: v.literal('activation'), activation }),
  /** Token ids [steps] to vectors [steps, units]. */
  v.strictObject({ kind: v.literal('embedding'), vocabulary: atLeastOne, units: atLeastOne }),
  v.strictObject({ kind: v.literal('positionEmbedding') }),
  v.strictObject({
    kind: v.literal('attention'),
    heads: v.pipe(atLeastOne, v.maxValue(256)),
    /** A step sees itself and what came before it. */
    causal: v.boolean(),
    /** Steps whose token id is 0 are seen by none. Only where the net begins with an embedding. */
    maskZero: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('lstm'), units: atLeastOne, returnSequences: v.boolean() }),
  v.strictObject({ kind: v.literal('gru'), units: atLeastOne, returnSequences: v.boolean() }),
  v.strictObject({ kind: v.literal('globalAveragePool1d') }),
  /** Joins what flows with what the layer `from` put out; -1 is the net's input. */
  v.strictObject({ kind: v.literal('add'), from: earlierLayer }),
  v.strictObject({ kind: v.literal('concat'), from: earlierLayer }),
]);
export type LayerSpec = v.InferOutput<typeof layerSpec>;

/** Nets by their shape. The linear one is drafted no more: its runs still open, serve and are exported. */
export const netFamily = v.picklist(['dense', 'convolutional', 'linear']);
export type NetFamily = v.InferOutput<typeof netFamily>;

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
  v.strictObject({
    kind: v.literal('rmsprop'),
    learningRate: positive,
    /** Share of the old mean square that is kept (PyTorch's alpha). */
    decay: fraction,
    momentum: fraction,
    epsilon: positive,
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

/** Never 0: TensorFlow.js takes 0 as "no seed". */
const seed = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffffffff));

/** What a recipe says whatever its family. */
const subject = {
  dataset: v.strictObject({ id: ulid, sha256 }),
  task,
  target: v.string(),
  /** Columns the model sees, in order. */
  features: v.pipe(v.array(v.string()), v.minLength(1)),
  split: splitSpec,
  preprocessing: preprocessingSpec,
};

/** The recipe of a net. Its shape never changes: the hashes of stored runs depend on it. */
export const netRecipe = v.strictObject({
  format: v.literal(1),
  ...subject,
  model: v.strictObject({ family: netFamily, layers: v.pipe(v.array(layerSpec), v.maxLength(200)) }),
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
  /**
   * Products may be in half precision (float16) where the device measures that to be faster; weights, gradients, the optimiser's
   * state and long sums stay in float32. Absent: float32 throughout.
   */
  mixedPrecision: v.exactOptional(v.literal(true)),
  epochs: v.pipe(atLeastOne, v.maxValue(10000)),
  earlyStopping: v.nullable(
    v.strictObject({ patience: v.pipe(count, v.minValue(1)), minDelta: nonNegative }),
  ),
  seed,
});
export type NetRecipe = v.InferOutput<typeof netRecipe>;

/** The recipe of any other family; what its settings may be is checked by the family's own schema. */
export const settingsRecipe = v.strictObject({
  format: v.literal(2),
  ...subject,
  model: v.strictObject({
    /** Name of the family's folder in model/families. */
    family: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/)),
    settings: jsonObject,
  }),
  seed,
});
export type SettingsRecipe = v.InferOutput<typeof settingsRecipe>;

export const recipe = v.variant('format', [netRecipe, settingsRecipe]);
export type Recipe = v.InferOutput<typeof recipe>;

/** What every recipe has: data, task, target, features, division of the rows, preprocessing, seed. */
export type RecipeSubject = Pick<Recipe, keyof typeof subject | 'seed'>;

/** Whether a recipe is that of a net. */
export function isNetRecipe(recipe: Recipe): recipe is NetRecipe {
  return recipe.format === 1;
}
