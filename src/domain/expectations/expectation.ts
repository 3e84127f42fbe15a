// What is expected of data that a model learns from, in kinds: one file a kind in rows, columns and parts, listed in registry.ts.
// Words are the screen's; steps that mend are in ui/steps/data/quality/mend-steps.ts. Nothing here reads rows: facts were measured before.
import type { Associations } from '../../contract/data/charts/associations';
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { RowCondition } from '../../contract/data/row-view';
import type { DataPlan } from '../../contract/project/project';

/** What is known of the data. */
export interface DataFacts {
  dataset: Pick<DatasetVersion, 'kind' | 'rows' | 'columns' | 'profiles' | 'noticeCount' | 'notices'>;
  partition: Pick<Partition, 'quality' | 'counts'>;
  plan: Pick<DataPlan, 'target' | 'knownBefore' | 'roles' | 'split' | 'dictionary'>;
  /** The moment of the check, for what expires. */
  now: number;
  /** Null until columns were measured in pairs. */
  associations: Associations | null;
}

/**
 * What an unmet expectation does to a model, the worst first: its results are untrue, it learns what is wrong, it learns from less or
 * from some rows twice, it learns harder than it has to.
 */
export const harms = ['result', 'learning', 'rows', 'effort'] as const;
export type Harm = (typeof harms)[number];

/** The findings that are about single rows, each kept with a twin. */
export type RowFinding = 'duplicates' | 'conflicts' | 'leaks' | 'repeats' | 'near';

/** Where a finding can be looked at: a column, the list of cells, rows of the table, what a filter leaves, the charts. */
export type FindingPlace =
  | { kind: 'column'; name: string }
  | { kind: 'cells' }
  | { kind: 'rows'; of: RowFinding }
  | { kind: 'filter'; condition: RowCondition }
  | { kind: 'charts' };

/** What checking one expectation gave. */
export interface Verdict {
  tone: 'good' | 'warn' | 'bad';
  /** How many rows, cells or columns it is about. */
  count: number;
  /** Of the rows, cells or columns that it could be about; null where that says nothing. */
  share: number | null;
  /** Columns that it is about, the worst first. */
  columns: readonly string[];
  place: FindingPlace | null;
}

/** What a limit says: at most a share, at most a score of a column, at least an evenness, or none at all. */
export type Limit = { kind: 'none' } | { kind: 'share' | 'below' | 'least'; value: number };

export interface ExpectationKind<Id extends string = string> {
  id: Id;
  /** Whose default the limit is. */
  after: 'Deepchecks' | 'Great Expectations' | 'ISO/IEC 5259-2';
  limit: Limit;
  counts: 'rows' | 'cells' | 'columns';
  harm: Harm;
  /** Null where it says nothing of such data, or where what it needs was not measured. */
  check(facts: DataFacts): Verdict | null;
}

/** A verdict on columns: met where there is none. */
export function columnVerdict(
  columns: readonly string[],
  total: number,
  place: FindingPlace | null,
  tone: Verdict['tone'] = 'warn',
): Verdict {
  const count = columns.length;
  if (count === 0) return { tone: 'good', count, share: 0, columns, place: null };
  return { tone, count, share: total > 0 ? count / total : null, columns, place };
}

/** A verdict on rows: met up to a share, told apart as bad beyond another. */
export function rowVerdict(
  count: number,
  of: number,
  place: FindingPlace | null,
  limits: { met: number; bad: number },
): Verdict {
  const share = of > 0 ? count / of : 0;
  const tone = share <= limits.met ? 'good' : share > limits.bad ? 'bad' : 'warn';
  return { tone, count, share, columns: [], place: count > 0 ? place : null };
}
