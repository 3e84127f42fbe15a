// Learns imputation, scaling and categories from the training rows, and from them only. Part of the model afterwards.
import type { FittedFeature } from '../../contract/data/fitted-features';
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { HearthError } from '../../contract/transport/fault';
import type { Recipe } from '../../contract/model/recipe';
import type { FittedPreprocessing, FittedTarget } from '../../contract/model/run';
import { fittedKindOf, specOfColumn } from '../../domain/treatments/fitted-kind';
import { withPositiveLast } from '../../domain/tasks/positive-class';
import { taskNamed } from '../../domain/tasks/registry';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { classesAmong, collectClasses, targetLabels } from './labels';
import { NumberSummary } from '../profile/number-summary';
import { coderOf } from '../treatments/registry';
import type { TrainingTargets } from '../treatments/treatment';
import { featureWidth } from './width';

/** Rows of this group that train, as indices inside it. */
function trainingRows(firstRow: number, rows: number, assignment: Uint8Array): Uint32Array {
  const chosen = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++)
    if (assignment[firstRow + row] === splitCodes.train) chosen[count++] = row;
  return chosen.subarray(0, count);
}

function findColumn(columns: ReadonlyMap<string, Column>, name: string): Column {
  const found = columns.get(name);
  if (!found) throw new HearthError('column_unknown', { column: name });
  return found;
}

/**
 * Fits the recipe's preprocessing on the rows that train. Features that are text, or missing in every training
 * row, are dropped. Classes are those of all rows that are not left out.
 * @throws HearthError `rows_too_few`, `features_none`, `column_unknown`, `column_all_missing`, `target_one_class`, `target_constant`,
 * `target_too_many_classes`, `recipe_invalid`.
 */
export async function fitPreprocessing(
  source: GroupSource,
  recipe: Pick<Recipe, 'features' | 'target' | 'task' | 'preprocessing' | 'positive'>,
  dataset: Pick<DatasetVersion, 'columns' | 'kind'>,
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<FittedPreprocessing> {
  const columns = new Map(dataset.columns.map((column) => [column.name, column]));
  const target = findColumn(columns, recipe.target);
  const names = [...new Set(recipe.features)].filter((name) => name !== recipe.target);
  const gatherers = names.flatMap((name) => {
    const column = findColumn(columns, name);
    const kind = fittedKindOf(column, recipe.preprocessing);
    if (kind === null) return [];
    const spec = specOfColumn(recipe.preprocessing, column);
    const readsTarget = kind === 'levels' && spec.category.encode === 'target';
    return [{ name, spec, readsTarget, gather: coderOf(kind).gather(column) }];
  });
  // Images teach nothing to the preprocessing, so their bytes are not read.
  const read = gatherers.flatMap(({ name, gather: { add } }) => (add ? [{ name, add }] : []));
  const targetNumbers = new NumberSummary();
  const wanted = new Set(read.map(({ name }) => name));
  const quantity = columnTypeOf(target.type).target?.quantity;
  const learnsNumber = taskNamed(recipe.task).target.learns === 'number';
  if (learnsNumber) {
    if (!quantity) throw new HearthError('recipe_invalid', { field: 'task', column: target.name });
    wanted.add(target.name);
  }
  const readsTarget = gatherers.some(({ readsTarget: reads }) => reads);
  if (readsTarget) wanted.add(target.name);
  const training = { source, column: target, assignment };
  // What is learnt from classes needs their order first.
  const early =
    readsTarget && !learnsNumber ? await fitTarget(training, recipe, targetNumbers, signal) : null;
  const classes = early?.kind === 'classes' ? early.classes : null;
  let trained = 0;
  for (let index = 0; index < source.groups.length; index++) {
    checkAbort(signal);
    const { firstRow, rows } = source.groups[index] ?? { firstRow: 0, rows: 0 };
    const chosen = trainingRows(firstRow, rows, assignment);
    trained += chosen.length;
    if (chosen.length === 0 || wanted.size === 0) continue;
    const values = await source.read(index, wanted);
    const targets = readsTarget
      ? targetsOf(target, valuesOf(values, target.name), { rows, firstRow, classes })
      : null;
    for (const { name, add } of read) add(valuesOf(values, name), chosen, targets);
    if (learnsNumber && quantity) {
      const of = valuesOf(values, target.name);
      for (const row of chosen) {
        const value = quantity(of, row);
        if (!Number.isNaN(value)) targetNumbers.add(value);
      }
    }
  }
  if (trained === 0) throw new HearthError('rows_too_few', {}, { found: 0 });
  const features: FittedFeature[] = [];
  for (const { gather, spec } of gatherers) {
    const feature = gather.finish(spec);
    if (feature !== null) features.push(feature);
    await letMessagesIn();
  }
  const fittedTarget = early ?? (await fitTarget(training, recipe, targetNumbers, signal));
  return { features, target: fittedTarget, inputShape: inputShape(features) };
}

/** The target of a group's rows: of classes their indices. */
function targetsOf(
  column: Column,
  values: ColumnValues,
  { rows, firstRow, classes }: { rows: number; firstRow: number; classes: readonly string[] | null },
): TrainingTargets {
  if (classes) return { values: targetLabels(column, values, classes), classes: classes.length, firstRow };
  const quantity = columnTypeOf(values.type).target?.quantity;
  const numbers = Float64Array.from({ length: rows }, (_, row) => quantity?.(values, row) ?? NaN);
  return { values: numbers, classes: 0, firstRow };
}

async function fitTarget(
  { source, column, assignment }: { source: GroupSource; column: Column; assignment: Uint8Array },
  { task, positive }: Pick<Recipe, 'task' | 'positive'>,
  numbers: NumberSummary,
  signal?: AbortSignal,
): Promise<FittedTarget> {
  const { learns, takesClasses } = taskNamed(task).target;
  if (learns === 'number') {
    if (numbers.count === 0) throw new HearthError('column_all_missing', { column: column.name });
    if (numbers.min === numbers.max) throw constantTarget(column, String(numbers.min));
    return { kind: 'number', column: column.name, shift: numbers.mean, scale: numbers.stdDev || 1 };
  }
  const classes = await collectClasses(source, column, assignment, signal);
  if (!takesClasses(classes.length))
    throw new HearthError(
      'recipe_invalid',
      { field: 'task', column: column.name },
      { classes: classes.length },
    );
  await demandSeveralInTraining(source, column, assignment, signal);
  return { kind: 'classes', column: column.name, classes: withPositiveLast(classes, positive) };
}

function constantTarget({ name }: Column, value: string): HearthError {
  return new HearthError('target_constant', { column: name }, { value });
}

/** A split by time or by group may leave one class to learn from. */
async function demandSeveralInTraining(
  source: GroupSource,
  column: Column,
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<void> {
  const trains = assignment.map((code) => (code === splitCodes.train ? code : splitCodes.excluded));
  const seen = await classesAmong(source, column, trains, signal);
  if (seen.size === 1) throw constantTarget(column, [...seen][0] ?? '');
}

function inputShape(features: FittedFeature[]): number[] {
  const [first] = features;
  if (!first) throw new HearthError('features_none');
  const alone = features.find((feature) => coderOf(feature.kind).sampleShape(feature) !== null);
  if (!alone) return [featureWidth({ features })];
  if (features.length > 1)
    throw new HearthError(
      'recipe_invalid',
      { field: 'features', column: alone.column },
      {},
      'a feature that must stand alone beside others',
    );
  return coderOf(alone.kind).sampleShape(alone) ?? [];
}
