// Looks at every row group on its way to the store: profiles and duplicates. The rows pass through unchanged.
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { ColumnProfiler } from '../columns/column-type';
import { columnTypeOf } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import { letMessagesIn } from '../rows/let-messages-in';
import type { ReadingFacts } from '../rows/reading';
import { DuplicateCounter, hashRows } from '../quality/row-hash';

/** What is known of a dataset once all of its rows came by. */
export type InspectedFacts = Pick<ReadingFacts, 'rows' | 'profiles' | 'duplicateRows'>;

/** Looks at groups in their order. */
export interface RowInspector {
  add(batch: RowBatch): void;
  /** Call once, after the last batch. `columns`: as they are known then, where levels came with the rows. */
  finish(columns?: readonly Column[]): Promise<InspectedFacts>;
}

/** What looks at a dataset of some columns; `edges`: of each column's histogram where a first pass knows them. */
export type MakeInspector = (columns: readonly Column[], edges: readonly (number[] | null)[]) => RowInspector;

/** Gathers what is known of a dataset while it is read. */
export class Inspector implements RowInspector {
  #profilers: (ColumnProfiler | null)[];
  readonly #known: readonly (ColumnProfile | null)[];
  #duplicates = new DuplicateCounter();
  #rows = 0;

  /** `edges`: of each column's histogram where a first pass knows them; `known`: profiles that are known already. */
  constructor(
    columns: readonly Column[],
    edges: readonly (number[] | null)[] = [],
    known: ReadonlyMap<string, ColumnProfile> = new Map(),
  ) {
    this.#known = columns.map(({ name }) => known.get(name) ?? null);
    this.#profilers = columns.map((column, index) =>
      this.#known[index] ? null : columnTypeOf(column.type).profile(column, edges[index] ?? null),
    );
  }

  add(batch: RowBatch): void {
    this.#profilers.forEach((profiler, index) => {
      const values = batch.values[index];
      if (values) profiler?.add(values, batch.rows);
    });
    this.#duplicates.add(hashRows(batch.values, batch.rows));
    this.#rows += batch.rows;
  }

  async finish(columns: readonly Column[] = []): Promise<InspectedFacts> {
    const profiles: ColumnProfile[] = [];
    for (const [index, profiler] of this.#profilers.entries()) {
      const profile = this.#known[index] ?? profiler?.finish(columns[index]);
      if (profile) profiles.push(profile);
      await letMessagesIn();
    }
    return { rows: this.#rows, profiles, duplicateRows: this.#duplicates.count() };
  }
}

/** The one that a caller brought, or a new one. */
export function inspectorOf(
  { inspect }: { inspect?: MakeInspector },
  columns: readonly Column[],
  edges: readonly (number[] | null)[],
): RowInspector {
  return inspect?.(columns, edges) ?? new Inspector(columns, edges);
}
