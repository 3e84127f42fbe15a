// What the fields of a recipe, and those of their values that are names, are called where recipes are compared or listed.
import { isNetRecipe, type Recipe } from '../../../../contract/model/recipe';
import { m } from '../../../../i18n/paraglide/messages.js';
import { familyName, settingWords } from '../../../../i18n/family-words';
import { lossName, optimizerName, scheduleName } from '../names';

const names: Record<string, (() => string) | undefined> = {
  'dataset.sha256': m.model_field_dataset,
  task: m.data_task,
  target: m.data_target,
  features: m.model_field_features,
  'split.kind': m.data_split_kind,
  'split.train': m.model_field_split_train,
  'split.validation': m.model_field_split_validation,
  'split.test': m.model_field_split_test,
  'split.seed': m.model_field_split_seed,
  'preprocessing.number.impute': m.data_impute,
  'preprocessing.number.scale': m.data_scale,
  'preprocessing.number.missingIndicator': m.data_missing_indicator,
  'preprocessing.category.maxCategories': m.data_max_categories,
  'preprocessing.image.scale': m.data_image_scale,
  'model.family': m.model_family,
  'model.layers': m.model_layers,
  loss: m.model_loss,
  'optimizer.kind': m.model_optimizer,
  'optimizer.learningRate': m.model_learning_rate,
  'optimizer.momentum': m.model_momentum,
  'optimizer.decay': m.model_square_decay,
  'optimizer.beta1': () => 'β₁',
  'optimizer.beta2': () => 'β₂',
  'optimizer.epsilon': () => 'ε',
  'optimizer.weightDecay': m.model_weight_decay,
  'schedule.kind': m.model_schedule,
  'schedule.decayPerEpoch': m.model_decay_per_epoch,
  'schedule.warmupEpochs': m.model_warmup,
  'schedule.floor': m.model_floor,
  'regularization.l1': () => 'L1',
  'regularization.l2': () => 'L2',
  'regularization.labelSmoothing': m.model_label_smoothing,
  clipNorm: m.model_clip_norm,
  batchSize: m.model_batch_size,
  epochs: m.model_epochs,
  earlyStopping: m.model_early_stopping,
  'earlyStopping.patience': m.model_patience,
  'earlyStopping.minDelta': m.model_min_delta,
  mixedPrecision: m.model_mixed_precision,
  seed: m.model_seed,
};

/** The field's name; its path where it has none. `family` is that of the recipe that has the field. */
export function fieldName(path: string, family: string): string {
  const [, setting] = /^model\.settings\.(.+)$/.exec(path) ?? [];
  if (setting !== undefined) return settingWords(family, setting).label;
  return names[path]?.() ?? path;
}

/** The value of a field in words where it is a name of ours; else as it is written. */
export function valueWords(path: string, written: string, recipe: Recipe): string {
  if (path === 'model.family') return familyName(recipe.model.family);
  if (!isNetRecipe(recipe)) return written;
  const { optimizer, schedule, loss } = recipe;
  switch (path) {
    case 'optimizer.kind':
      return optimizerName(optimizer.kind);
    case 'schedule.kind':
      return scheduleName(schedule.kind);
    case 'loss':
      return lossName(loss);
    case 'mixedPrecision':
      return m.model_allowed();
    default:
      return written;
  }
}
