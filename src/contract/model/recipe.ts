// A recipe decides a run. It is what the UI edits, what is hashed into a run, what a link or a file shares.
import * as v from 'valibot';
import { count, sha256, ulid } from '../data/dataset';
import { calibrationChoice } from './calibration/calibration';
import { jsonObject } from './json';
import { layerSpec } from './layers/registry';
import { mostLayers } from './layers/shape';
import { optimizer } from './optimizers';
import { schedule } from './schedules';

// What a recipe is made of; these have files of their own.
export type { Activation } from './layers/activation';
export { layerSpec, type LayerSpec } from './layers/registry';
export type { OptimizerSpec } from './optimizers';
export type { ScheduleSpec } from './schedules';

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65536));
const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));

/** Nets by their shape. The linear one is drafted no more: its runs still open, serve and are exported. */
export const netFamily = v.picklist(['dense', 'convolutional', 'linear']);
export type NetFamily = v.InferOutput<typeof netFamily>;

/** A task as domain/tasks/registry.ts names it. The contract knows the form of names, not which there are. */
export const task = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,39}$/));
export type Task = v.InferOutput<typeof task>;

/** Most folds that rows are divided into. */
export const mostFolds = 20;
const foldNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostFolds));

export const splitSpec = v.strictObject({
  /** By class, by chance; or by a column: its groups stay together, its later rows test, or it names the part. */
  kind: v.picklist(['stratified', 'random', 'grouped', 'time', 'column']),
  /** The column that decides; absent where none does. */
  column: v.exactOptional(v.string()),
  /** Into so many folds, of which one is held out to test, counted from 1; absent where the test set is a share. Not by time or as a column says. */
  folds: v.exactOptional(
    v.pipe(
      v.strictObject({ count: foldNumber, held: foldNumber }),
      v.check(({ count, held }) => count >= 2 && held <= count),
    ),
  ),
  train: fraction,
  validation: fraction,
  test: fraction,
  seed: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffffffff)),
});
export type SplitSpec = v.InferOutput<typeof splitSpec>;

export const numberImputes = ['median', 'mean', 'most-frequent', 'zero'] as const;
export const numberScales = ['standard', 'min-max', 'robust', 'quantile', 'log1p', 'none'] as const;
export const categoryEncodings = ['one-hot', 'ordinal', 'frequency', 'target', 'hashing'] as const;

/** What differs for one column from what is said for all; a field that does not suit its type has no effect. */
export const columnTreatment = v.strictObject({
  impute: v.exactOptional(v.picklist(numberImputes)),
  scale: v.exactOptional(v.picklist(numberScales)),
  encode: v.exactOptional(v.picklist(categoryEncodings)),
});
export type ColumnTreatment = v.InferOutput<typeof columnTreatment>;

export const preprocessingSpec = v.strictObject({
  number: v.strictObject({
    impute: v.picklist(numberImputes),
    scale: v.picklist(numberScales),
    missingIndicator: v.boolean(),
  }),
  category: v.strictObject({
    encode: v.picklist(categoryEncodings),
    maxCategories: v.pipe(atLeastOne, v.maxValue(1000)),
  }),
  image: v.strictObject({ scale: v.picklist(['unit', 'none']) }),
  /** Absent in recipes of an earlier app: a date is one number of days. */
  date: v.exactOptional(v.strictObject({ encode: v.picklist(['parts', 'days']) })),
  /** Absent in recipes of an earlier app: text is not learnt from. */
  text: v.exactOptional(
    v.strictObject({ encode: v.literal('tf-idf'), maxTerms: v.pipe(atLeastOne, v.maxValue(4096)) }),
  ),
  /** What makes rare classes count as much as frequent ones while a model learns; absent: nothing. */
  balance: v.exactOptional(v.picklist(['class-weights', 'oversampling'])),
  /**
   * Columns stay as they are, but for those of `columns`: numbers unscaled, categories as codes, what is missing missing. A family that
   * wants them so says it (model/families/treated.ts); no plan does.
   */
  native: v.exactOptional(v.literal(true)),
  /** Columns that are treated otherwise, by name. */
  columns: v.exactOptional(v.record(v.string(), columnTreatment)),
});
export type PreprocessingSpec = v.InferOutput<typeof preprocessingSpec>;

/** Never 0: TensorFlow.js takes 0 as "no seed". */
const seed = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffffffff));

/** What a recipe says whatever its family. */
const subject = {
  dataset: v.strictObject({ id: ulid, sha256 }),
  task,
  target: v.string(),
  /** Of two classes the one that the model tells the probability of; absent: the second in sorted order. */
  positive: v.exactOptional(v.string()),
  /** Columns the model sees, in order. */
  features: v.pipe(v.array(v.string()), v.minLength(1)),
  split: splitSpec,
  preprocessing: preprocessingSpec,
  /** How stated probabilities are calibrated on validation rows; absent, as in recipes of an earlier app: not at all. */
  calibration: v.exactOptional(calibrationChoice),
};

/** The recipe of a net. Its shape never changes: the hashes of stored runs depend on it. */
export const netRecipe = v.strictObject({
  format: v.literal(1),
  ...subject,
  model: v.strictObject({ family: netFamily, layers: v.pipe(v.array(layerSpec), v.maxLength(mostLayers)) }),
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
