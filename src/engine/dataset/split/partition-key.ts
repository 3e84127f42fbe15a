// Which partition a data plan asks for. The same rule as the recipe's, so that plan and run meet in one partition.
import { columnTypes } from '../../../contract/data/column-types';
import type { DatasetVersion } from '../../../contract/data/dataset';
import { HearthError } from '../../../contract/transport/fault';
import type { DataPlan } from '../../../contract/project/project';
import { classLimits } from '../../../domain/class-limits';
import { recipeSubject } from '../../../domain/recipe-subject';
import type { PartitionKey } from '../../../storage/record-hashes';

/** The key, or null where the plan has no target or no features yet. */
export function partitionKeyOf(plan: DataPlan, dataset: DatasetVersion): PartitionKey | null {
  try {
    return demandPartitionKey(plan, dataset);
  } catch (thrown) {
    if (thrown instanceof HearthError) return null;
    throw thrown;
  }
}

/** The key, or the fault that says what is missing or cannot be learnt: `target_*`, `features_none`, `column_*`. */
export function demandPartitionKey(plan: DataPlan, dataset: DatasetVersion): PartitionKey {
  demandTask(plan, dataset);
  const { task, target, positive, features, split } = recipeSubject(dataset, plan);
  return { dataset: { sha256: dataset.sha256 }, task, target, positive, features, split };
}

/** Throws where a target was chosen that no task fits, saying why. */
export function demandTask(plan: DataPlan, dataset: DatasetVersion): void {
  if (plan.target === null || plan.task !== null) return;
  const place = { column: plan.target };
  const profile = dataset.profiles.find(({ name }) => name === plan.target);
  const column = dataset.columns.find(({ name }) => name === plan.target);
  if (!profile || !column) throw new HearthError('column_unknown', place);
  if (profile.distinct === 0) throw new HearthError('column_all_missing', place);
  if (profile.distinct === 1) {
    const value = profile.top[0]?.value ?? String(profile.number?.min ?? '');
    throw new HearthError('target_one_class', place, { value });
  }
  if (columnTypes[column.type].target.classes === 'any')
    throw new HearthError('target_too_many_classes', place, {
      found: profile.distinct,
      limit: classLimits.proposed,
    });
  throw new HearthError('recipe_invalid', { ...place, field: 'target' }, { type: column.type });
}
