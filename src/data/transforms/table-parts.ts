// What of the steps takes all rows, found by their folders' `table.ts`. Not for scoring: the engine worker does without.
import type { TransformId } from '../../contract/data/transform';
import type { TablePart } from './transform';

const found = import.meta.glob<TablePart>('./*/table.ts', { eager: true, import: 'part' });

const byId = new Map<TransformId, TablePart>(Object.values(found).map((part) => [part.id, part]));

/** That part of a step, where it has one. */
export function partOf<S extends TransformId>(id: S): TablePart<S> | undefined {
  return byId.get(id) as TablePart<S> | undefined;
}
