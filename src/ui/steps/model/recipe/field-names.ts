// What the fields of a recipe, and those of their values that are names, are called where recipes are compared or listed.
import { optimizerDefinitions } from '../../../../contract/model/optimizers';
import { isNetRecipe, type Recipe } from '../../../../contract/model/recipe';
import { scheduleDefinitions } from '../../../../contract/model/schedules';
import { settingLabel } from '../../../../i18n/net-words';
import { calibratorName } from '../../../../i18n/words/calibrator-name';
import { m } from '../../../../i18n/paraglide/messages.js';
import { familyName, settingOptionName, settingWords } from '../../../../i18n/family-words';
import { lossName, optimizerName, scheduleName } from '../names';

const names: Record<string, (() => string) | undefined> = {
  'dataset.sha256': m.model_field_dataset,
  task: m.data_task,
  target: m.data_target,
  features: m.model_field_features,
  'split.kind': m.data_split_kind,
  'split.column': m.data_split_of,
  'split.folds.count': m.quality_split_folds,
  'split.folds.held': m.quality_split_held,
  'split.train': m.model_field_split_train,
  'split.validation': m.model_field_split_validation,
  'split.test': m.model_field_split_test,
  'split.seed': m.model_field_split_seed,
  'preprocessing.number.impute': m.data_impute,
  'preprocessing.number.scale': m.data_scale,
  'preprocessing.number.missingIndicator': m.data_missing_indicator,
  'preprocessing.category.encode': m.data_encode,
  'preprocessing.category.maxCategories': m.data_max_categories,
  'preprocessing.image.scale': m.data_image_scale,
  'preprocessing.date.encode': m.data_dates,
  'preprocessing.balance': m.data_balance,
  'preprocessing.text.maxTerms': m.data_max_terms,
  'model.family': m.model_family,
  'model.layers': m.model_layers,
  loss: m.model_loss,
  'optimizer.kind': m.model_optimizer,
  'schedule.kind': m.model_schedule,
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
  calibration: m.model_calibration,
  seed: m.model_seed,
};

const columnFields: Record<string, (() => string) | undefined> = {
  scale: m.data_treatment_scale,
  impute: m.data_treatment_impute,
  encode: m.data_treatment_encode,
};

/** The field's name; its path where it has none. `family` is that of the recipe that has the field. */
export function fieldName(path: string, family: string): string {
  const [, setting] = /^model\.settings\.(.+)$/.exec(path) ?? [];
  if (setting !== undefined) return settingWords(family, setting).label;
  const [, column, part = ''] = /^preprocessing\.columns\.(.*)\.(scale|impute|encode)$/.exec(path) ?? [];
  if (column !== undefined) return `${column} · ${columnFields[part]?.() ?? part}`;
  return names[path]?.() ?? netSettingName(path) ?? path;
}

/** The label of a setting of the optimiser or the schedule, such as `optimizer.beta1`. */
function netSettingName(path: string): string | null {
  const [subject, name = ''] = path.split('.');
  if (subject !== 'optimizer' && subject !== 'schedule') return null;
  const definitions = subject === 'optimizer' ? optimizerDefinitions : scheduleDefinitions;
  const found = definitions.flatMap(({ settings }) => Object.entries(settings)).find(([key]) => key === name);
  return found ? settingLabel(subject, name, found[1]) : null;
}

/** The value of a field in words where it is a name of ours; else as it is written. */
export function valueWords(path: string, written: string, recipe: Recipe): string {
  if (path === 'model.family') return familyName(recipe.model.family);
  if (path === 'calibration') return calibratorName(recipe.calibration ?? 'none');
  const [, setting] = /^model\.settings\.(.+)$/.exec(path) ?? [];
  if (setting !== undefined) return settingOptionName(recipe.model.family, setting, written);
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
