// Which partition a data plan asks for. The same rule as the recipe's, so that plan and run meet in one partition.
import type { DatasetVersion } from '../contract/dataset';
import { HearthError } from '../contract/fault';
import type { DataPlan } from '../contract/project';
import { defaultRecipe } from '../domain/default-recipe';
import type { PartitionKey } from './record-hashes';

/** The key, or null where the plan has no target or no features yet. */
export function partitionKeyOf(plan: DataPlan, dataset: DatasetVersion): PartitionKey | null {
  try {
    return demandPartitionKey(plan, dataset);
  } catch (thrown) {
    if (thrown instanceof HearthError) return null;
    throw thrown;
  }
}

/** The key, or the fault that says what is missing: `target_unset`, `features_none`, `column_unknown`. */
export function demandPartitionKey(plan: DataPlan, dataset: DatasetVersion): PartitionKey {
  const { task, target, features, split } = defaultRecipe({ dataset, plan, family: 'linear' });
  return { dataset: { sha256: dataset.sha256 }, task, target, features, split };
}
