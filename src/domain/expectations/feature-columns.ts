// The columns that a model learns from, as the data plan says.
import type { Column } from '../../contract/data/dataset';
import { ownValue } from '../../contract/data/own-value';
import type { DataPlan } from '../../contract/project/project';

/** Columns whose role is to be learnt from. */
export function featureColumns(
  columns: readonly Column[],
  { roles, target }: Pick<DataPlan, 'roles' | 'target'>,
): Column[] {
  return columns.filter(({ name }) => name !== target && (ownValue(roles, name) ?? 'feature') === 'feature');
}
