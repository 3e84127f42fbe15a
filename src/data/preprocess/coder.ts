// The part of a column type that turns a column into what a model learns from.
import type { ColumnType } from '../../contract/data/column-types';
import type { FeatureCoder } from '../columns/column-type';
import { columnTypeOf } from '../columns/registry';

/** The coder of a type that was fitted. */
export function coderOf(type: ColumnType): FeatureCoder<ColumnType> {
  const { feature } = columnTypeOf(type);
  if (!feature) throw new Error(`no model learns from a column of type ${type}`);
  return feature;
}
