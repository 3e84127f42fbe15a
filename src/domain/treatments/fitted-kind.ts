// How a column is treated as a feature: its type and the recipe's preprocessing decide. Not for fitting: data/treatments.
import type { Column } from '../../contract/data/dataset';
import type { FittedKind } from '../../contract/data/fitted-features';
import { ownValue } from '../../contract/data/own-value';
import type { PreprocessingSpec } from '../../contract/model/recipe';

/** What is said for a column: what is said for all, and what for it alone. */
export function specOfColumn(spec: PreprocessingSpec, name: string): PreprocessingSpec {
  const own = ownValue(spec.columns ?? {}, name);
  if (!own) return spec;
  const { impute = spec.number.impute, scale = spec.number.scale, encode = spec.category.encode } = own;
  return { ...spec, number: { ...spec.number, impute, scale }, category: { ...spec.category, encode } };
}

/** The kind of fitted feature that a column becomes; null where no model learns from it. */
export function fittedKindOf(
  { type, name }: Pick<Column, 'type' | 'name'>,
  spec: PreprocessingSpec,
): FittedKind | null {
  const { number, category, date, text } = specOfColumn(spec, name);
  switch (type) {
    case 'number':
      return number.scale === 'log1p' ? 'log' : number.scale === 'quantile' ? 'quantiles' : 'number';
    case 'category':
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
