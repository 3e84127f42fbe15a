// Which kind of fitted feature a column becomes: its type and the recipe's preprocessing decide. Not for fitting: data/treatments.
import type { Column } from '../../contract/data/dataset';
import type { FittedKind } from '../../contract/data/fitted-features';
import type { PreprocessingSpec } from '../../contract/model/recipe';

/** The kind of a column as a feature; null where no model learns from it. */
export function fittedKindOf({ type }: Pick<Column, 'type'>, { date }: PreprocessingSpec): FittedKind | null {
  switch (type) {
    case 'number':
    case 'category':
    case 'image':
      return type;
    case 'datetime':
      return date?.encode === 'parts' ? 'date-parts' : 'datetime';
    default:
      return null;
  }
}
