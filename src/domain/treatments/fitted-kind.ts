// How a column is treated as a feature: its type and the recipe's preprocessing decide. Not for fitting: data/treatments.
import type { Column } from '../../contract/data/dataset';
import type { FittedKind } from '../../contract/data/fitted-features';
import { ownValue } from '../../contract/data/own-value';
import type { PreprocessingSpec } from '../../contract/model/recipe';

type Treated = Pick<Column, 'type' | 'name' | 'logical'>;

/** What is said for a column: what is said for all, what its type asks for, and what is said for it alone. */
export function specOfColumn(
  spec: PreprocessingSpec,
  { name, logical }: Omit<Treated, 'type'>,
): PreprocessingSpec {
  const { impute, scale, encode } = ownValue(spec.columns ?? {}, name) ?? {};
  const byType = logical === 'ordered' ? 'ordinal' : spec.category.encode;
  return {
    ...spec,
    number: { ...spec.number, impute: impute ?? spec.number.impute, scale: scale ?? spec.number.scale },
    category: { ...spec.category, encode: encode ?? byType },
  };
}

/** Whether a column is true or false, and nothing else is said of how it is encoded. */
function isTaken01({ name, logical }: Treated, spec: PreprocessingSpec): boolean {
  return logical === 'boolean' && ownValue(spec.columns ?? {}, name)?.encode === undefined;
}

/** How a column stays as it is; null where it has to be encoded, or where something is said for it alone. */
function nativeKindOf({ type, name }: Treated, spec: PreprocessingSpec): FittedKind | null {
  if (!spec.native) return null;
  const said = ownValue(spec.columns ?? {}, name);
  // Where a number is cut does not depend on its scale.
  if (type === 'number') return said?.impute === undefined ? 'raw' : null;
  if (type === 'category') return said?.encode === undefined ? 'codes' : null;
  return type === 'datetime' && said?.impute === undefined ? 'raw-date' : null;
}

/** The kind of fitted feature that a column becomes; null where no model learns from it. */
export function fittedKindOf(column: Treated, spec: PreprocessingSpec): FittedKind | null {
  const native = nativeKindOf(column, spec);
  if (native !== null) return native;
  const { number, category, date, text } = specOfColumn(spec, column);
  switch (column.type) {
    case 'number':
      return number.scale === 'log1p' ? 'log' : number.scale === 'quantile' ? 'quantiles' : 'number';
    case 'category':
      if (isTaken01(column, spec)) return 'boolean';
      if (category.encode === 'one-hot') return 'category';
      return category.encode === 'hashing' ? 'hashed' : 'levels';
    case 'datetime':
      return date?.encode === 'parts' ? 'date-parts' : 'datetime';
    case 'text':
      return text ? 'terms' : null;
    case 'image':
      return 'image';
    default:
      return null;
  }
}
