// Learns imputation, scaling and categories from the training rows, and from them only. Part of the model afterwards.
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { HearthError } from '../../contract/transport/fault';
import type { PreprocessingSpec, Recipe } from '../../contract/model/recipe';
import type { FittedFeature, FittedPreprocessing, FittedTarget } from '../../contract/model/run';
import type { ColumnValues } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { collectClasses } from './labels';
import { NumberSummary } from '../profile/number-summary';
import { msPerDay } from './encode';
import { featureWidth } from './width';

/** Rows of this group that train, as indices inside it. */
function trainingRows(firstRow: number, rows: number, assignment: Uint8Array): Uint32Array {
  const chosen = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++)
    if (assignment[firstRow + row] === splitCodes.train) chosen[count++] = row;
  return chosen.subarray(0, count);
}

/** What is gathered of one column on the way through the training rows. */
interface Gathered {
  column: Column;
  numbers: NumberSummary;
  missing: number;
  /** Training rows of each category code. */
  counts: Float64Array;
}

function gather(into: Gathered, values: ColumnValues, rows: Uint32Array): void {
  if (values.type === 'number' || values.type === 'datetime') {
    const unit = values.type === 'datetime' ? msPerDay : 1;
    for (const row of rows) {
      const value = (values.values[row] ?? NaN) / unit;
      if (Number.isNaN(value)) into.missing++;
      else into.numbers.add(value);
    }
  } else if (values.type === 'category') {
    for (const row of rows) {
      const code = values.codes[row] ?? -1;
      if (code < 0) into.missing++;
      else into.counts[code] = (into.counts[code] ?? 0) + 1;
    }
  }
}

/** Shift and scale of numbers; a constant column is only shifted. */
function scaling(numbers: NumberSummary, scale: PreprocessingSpec['number']['scale']): [number, number] {
  if (scale === 'none') return [0, 1];
  if (scale === 'min-max') return [numbers.min, numbers.max - numbers.min || 1];
  return [numbers.mean, numbers.stdDev || 1];
}

function finishFeature(gathered: Gathered, spec: PreprocessingSpec): FittedFeature | null {
  const { column, numbers } = gathered;
  switch (column.type) {
    case 'number':
    case 'datetime': {
      if (numbers.count === 0) return null;
      const [shift, scale] = scaling(numbers, spec.number.scale);
      const impute = { median: numbers.quantile(0.5), mean: numbers.mean, zero: 0 }[spec.number.impute];
      return {
        kind: column.type,
        column: column.name,
        impute,
        shift,
        scale,
        missingIndicator: spec.number.missingIndicator && gathered.missing > 0,
        min: numbers.min,
        max: numbers.max,
      };
    }
    case 'category': {
      const ranked = column.categories
        .map((name, code) => ({ name, count: gathered.counts[code] ?? 0 }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
      if (ranked.length === 0) return null;
      const categories = ranked.slice(0, spec.category.maxCategories).map(({ name }) => name);
      return { kind: 'category', column: column.name, categories };
    }
    case 'image': {
      const divisor = spec.image.scale === 'unit' ? 255 : 1;
      return column.shape && { kind: 'image', column: column.name, shape: column.shape, divisor };
    }
    case 'text':
      return null;
  }
}

function findColumn(columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new HearthError('column_unknown', { column: name });
  return found;
}

/**
 * Fits the recipe's preprocessing on the rows that train. Features that are text, or missing in every training
 * row, are dropped. Classes are those of all rows that are not left out.
 * @throws HearthError `rows_too_few`, `features_none`, `column_unknown`, `column_all_missing`, `target_one_class`,
 * `target_too_many_classes`, `recipe_invalid`.
 */
export async function fitPreprocessing(
  source: GroupSource,
  recipe: Pick<Recipe, 'features' | 'target' | 'task' | 'preprocessing'>,
  dataset: Pick<DatasetVersion, 'columns' | 'kind'>,
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<FittedPreprocessing> {
  const target = findColumn(dataset.columns, recipe.target);
  const names = [...new Set(recipe.features)].filter((name) => name !== recipe.target);
  const gathered = names.map((name): Gathered => {
    const column = findColumn(dataset.columns, name);
    return {
      column,
      numbers: new NumberSummary(),
      missing: 0,
      counts: new Float64Array(column.categories.length),
    };
  });
  const targetNumbers = new NumberSummary();
  const wanted = new Set(gathered.filter(({ column }) => isLearnt(column)).map(({ column }) => column.name));
  if (recipe.task === 'regression') {
    if (target.type !== 'number')
      throw new HearthError('recipe_invalid', { field: 'task', column: target.name });
    wanted.add(target.name);
  }
  let trained = 0;
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const { firstRow, rows } = source.groups[index] ?? { firstRow: 0, rows: 0 };
    const chosen = trainingRows(firstRow, rows, assignment);
    trained += chosen.length;
    if (chosen.length === 0 || wanted.size === 0) continue;
    const values = await source.read(index, wanted);
    for (const one of gathered)
      if (isLearnt(one.column)) gather(one, valuesOf(values, one.column.name), chosen);
    if (recipe.task === 'regression') noteTarget(targetNumbers, valuesOf(values, target.name), chosen);
  }
  if (trained === 0) throw new HearthError('rows_too_few', {}, { found: 0 });
  const features = gathered
    .map((one) => finishFeature(one, recipe.preprocessing))
    .filter((feature) => feature !== null);
  const fittedTarget = await fitTarget(source, target, recipe.task, targetNumbers, assignment, signal);
  return { features, target: fittedTarget, inputShape: inputShape(features) };
}

/** Images and text teach nothing to the preprocessing, so their bytes are not read. */
function isLearnt(column: Column): boolean {
  return column.type === 'number' || column.type === 'datetime' || column.type === 'category';
}

function noteTarget(numbers: NumberSummary, values: ColumnValues, rows: Uint32Array): void {
  if (values.type !== 'number') return;
  for (const row of rows) {
    const value = values.values[row] ?? NaN;
    if (!Number.isNaN(value)) numbers.add(value);
  }
}

async function fitTarget(
  source: GroupSource,
  column: Column,
  task: Recipe['task'],
  numbers: NumberSummary,
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<FittedTarget> {
  if (task === 'regression') {
    if (numbers.count === 0) throw new HearthError('column_all_missing', { column: column.name });
    return { kind: 'number', column: column.name, shift: numbers.mean, scale: numbers.stdDev || 1 };
  }
  const classes = await collectClasses(source, column, assignment, signal);
  if (task === 'binary' && classes.length !== 2)
    throw new HearthError(
      'recipe_invalid',
      { field: 'task', column: column.name },
      { classes: classes.length },
    );
  return { kind: 'classes', column: column.name, classes };
}

function inputShape(features: FittedFeature[]): number[] {
  const [first] = features;
  if (!first) throw new HearthError('features_none');
  const image = features.find((feature) => feature.kind === 'image');
  if (!image) return [featureWidth({ features })];
  if (features.length > 1)
    throw new HearthError(
      'recipe_invalid',
      { field: 'features', column: image.column },
      {},
      'an image beside others',
    );
  return [...image.shape];
}
