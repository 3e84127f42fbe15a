// How data code reads a dataset's row groups without knowing where they lie.
import type { RowGroup } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { ColumnValues } from '../columns/values';

/** A dataset as a stream of row groups; the engine implements it over the store. */
export interface GroupSource {
  groups: readonly Pick<RowGroup, 'firstRow' | 'rows'>[];
  /** The wanted columns of one group, by name. */
  read(index: number, wanted: ReadonlySet<string>): Promise<Map<string, ColumnValues>>;
}

/** The values of a column that must be there. */
export function valuesOf(values: ReadonlyMap<string, ColumnValues>, column: string): ColumnValues {
  const found = values.get(column);
  if (!found) throw new HearthError('column_unknown', { column });
  return found;
}

/** Throws `aborted` once the signal is. */
export function checkAbort(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new HearthError('aborted');
}
