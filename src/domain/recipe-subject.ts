// What a recipe says whatever its family: data, target, features, division, preprocessing, seed. It looks at the plan only.
import { columnTypes } from '../contract/data/column-types';
import type { DatasetVersion } from '../contract/data/dataset';
import { HearthError } from '../contract/transport/fault';
import type { RecipeSubject } from '../contract/model/recipe';
import type { DataPlan } from '../contract/project/project';
import { calibratorsOf } from './tasks/calibrators';
import { fittedKindOf } from './treatments/fitted-kind';
import { ownValue } from '../contract/data/own-value';

/** The subject of a recipe for the plan. Throws `target_unset`, `column_unknown`, `features_none`. */
export function recipeSubject(dataset: DatasetVersion, plan: DataPlan): RecipeSubject {
  if (plan.target === null || plan.task === null) throw new HearthError('target_unset');
  if (!dataset.columns.some(({ name }) => name === plan.target)) {
    throw new HearthError('column_unknown', { column: plan.target });
  }
  const features = featuresOf(dataset, plan);
  if (features.length === 0) throw new HearthError('features_none');
  return {
    dataset: { id: dataset.id, sha256: dataset.sha256 },
    task: plan.task,
    target: plan.target,
    ...(plan.positive !== undefined && plan.task === 'binary' ? { positive: plan.positive } : {}),
    features,
    split: plan.split,
    preprocessing: plan.preprocessing,
    ...(calibratorsOf(plan.task).length > 0 ? { calibration: 'auto' as const } : {}),
    seed: plan.split.seed,
  };
}

/** Whether recordings are all that there is to learn from, which no model does yet. */
export function hasOnlyRecordings(
  dataset: Pick<DatasetVersion, 'columns' | 'kind'>,
  plan: DataPlan,
): boolean {
  return dataset.columns.some(({ type }) => type === 'audio') && featuresOf(dataset, plan).length === 0;
}

function featuresOf(dataset: Pick<DatasetVersion, 'columns' | 'kind'>, plan: DataPlan): string[] {
  return dataset.columns
    .filter((column) => {
      const { name, type } = column;
      const role = ownValue(plan.roles, name) ?? 'feature';
      if (name === plan.target || role !== 'feature') return false;
      // What divides the rows says nothing of others: groups and parts of the test rows were never learnt.
      if (name === plan.split.column && plan.split.kind !== 'time') return false;
      // A plan from before texts were learnt from leaves them out.
      if (fittedKindOf(column, plan.preprocessing) === null) return false;
      return columnTypes[type].feature === (dataset.kind === 'images' ? 'alone' : 'among');
    })
    .map(({ name }) => name);
}
