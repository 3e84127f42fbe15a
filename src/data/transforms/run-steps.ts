// Runs a list of steps: over a stored dataset to make a new version, over its first rows as a preview, over rows that are scored.
// The same list on the same parent gives the same groups, byte for byte.
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { StepOf, TransformId } from '../../contract/data/transform';
import { HearthError } from '../../contract/transport/fault';
import type { RowBatch } from '../columns/values';
import { Inspector } from '../profile/inspect';
import type { GroupSource } from '../rows/group-source';
import type { DatasetReading } from '../rows/reading';
import { concatValues } from '../table/concat-values';
import { transformOf } from './registry';
import { effectOn } from '../table/changed-cells';
import { mapRows, storedGroups, type Rows } from '../table/rows';
import { partOf } from './table-parts';
import type { Transform } from './transform';

/** Steps that change rows or columns, in order. */
export type StepList = readonly StepOf<TransformId>[];

/** What a step did to the rows that passed it: known once they all did. */
export interface StepCount {
  before: number;
  rows: number;
  cells: number;
}

/** Counts one pass; several passes over the same rows count once. */
function counting(
  pass: (batch: RowBatch) => RowBatch,
  before: readonly Column[],
  after: readonly Column[],
  count: StepCount,
): (batch: RowBatch) => RowBatch {
  const own = { before: 0, rows: 0, cells: 0 };
  return (batch) => {
    const changed = pass(batch);
    const { rows, cells } = effectOn({ columns: before, batch }, { columns: after, batch: changed });
    own.before += batch.rows;
    own.rows += rows;
    own.cells += cells;
    if (own.before > count.before) Object.assign(count, own);
    return changed;
  };
}

/** Of a step over all rows: how many go in, or come out. */
function countedRows(rows: Rows, as: 'before' | 'rows', count: StepCount): Rows {
  return {
    columns: rows.columns,
    async *groups() {
      let seen = 0;
      for await (const batch of rows.groups()) {
        seen += batch.rows;
        if (seen > count[as]) count[as] = seen;
        yield batch;
      }
    },
    ...(rows.only ? { only: (names) => countedRows(rows.only!(names), as, count) } : {}),
  };
}

/** Rows after a step, and the step with what it learnt of those before. @throws HearthError as the step's `validate`. */
export async function afterStep<S extends TransformId>(
  rows: Rows,
  step: StepOf<S>,
  count: StepCount = { before: 0, rows: 0, cells: 0 },
): Promise<{ rows: Rows; step: StepOf<S> }> {
  const transform = transformOf(step.step);
  const part = partOf(step.step);
  const params = part?.learn ? await part.learn(step.params, rows) : step.params;
  const columns = transform.validate(params, rows.columns);
  const made = (await part?.table?.(params, countedRows(rows, 'before', count))) ?? null;
  const next =
    made ??
    mapRows(rows, columns, () =>
      counting(opened(transform, params, rows.columns), rows.columns, columns, count),
    );
  return { rows: made ? countedRows(made, 'rows', count) : next, step: { ...step, params } };
}

function opened<S extends TransformId>(
  transform: Transform<S>,
  params: StepOf<S>['params'],
  columns: readonly Column[],
): (batch: RowBatch) => RowBatch {
  if (!transform.open) throw new Error(`${transform.id} made no rows`);
  return transform.open(params, columns);
}

/** Rows after a list of steps. @throws HearthError as the steps' `validate`. */
export async function afterSteps(
  rows: Rows,
  steps: StepList,
): Promise<{ rows: Rows; steps: StepOf<TransformId>[]; counts: StepCount[] }> {
  const learnt: StepOf<TransformId>[] = [];
  const counts: StepCount[] = [];
  let after = rows;
  for (const each of steps) {
    const count = { before: 0, rows: 0, cells: 0 };
    counts.push(count);
    const { rows: next, step } = await afterStep(after, each, count);
    after = next;
    learnt.push(step);
  }
  return { rows: after, steps: learnt, counts };
}

/**
 * Profiles of the columns that steps leave as they were: they need not be made again. None where rows may be fewer, or others. Every profile
 * of such a column was made by the same code of the same cells.
 */
export function keptProfiles(
  steps: StepList,
  profiles: readonly ColumnProfile[],
): ReadonlyMap<string, ColumnProfile> {
  const changed = new Set<string>();
  for (const { step, params } of steps) {
    const names = transformOf(step).changes?.(params);
    if (!names) return new Map();
    for (const name of names) changed.add(name);
  }
  return new Map(profiles.flatMap((each) => (changed.has(each.name) ? [] : [[each.name, each] as const])));
}

/** Rows on their way to a new version: memory holds one group. Notices belong to the reading of the file, not to steps. */
export function rowsReading(rows: Rows, known?: ReadonlyMap<string, ColumnProfile>): DatasetReading {
  const inspector = new Inspector(rows.columns, [], known);
  return {
    columns: [...rows.columns],
    async *groups() {
      let isEmpty = true;
      for await (const batch of storedGroups(rows)) {
        isEmpty = false;
        inspector.add(batch);
        yield batch;
      }
      if (isEmpty) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
    },
    finish: async () => ({ ...(await inspector.finish()), notices: [], noticeCount: 0 }),
  };
}

/** The first group of a dataset as a table of its own: what a preview is made of. */
export function firstRows(source: GroupSource): GroupSource {
  return { groups: source.groups.slice(0, 1), read: (index, wanted) => source.read(index, wanted) };
}

/** Rows of few groups as one. */
export async function collected(rows: Rows): Promise<RowBatch> {
  const batches: RowBatch[] = [];
  for await (const batch of rows.groups()) batches.push(batch);
  const values = rows.columns.map((_, at) => batches.flatMap((batch) => batch.values[at] ?? []));
  const count = batches.reduce((sum, { rows: each }) => sum + each, 0);
  return { firstRow: 0, rows: count, values: count > 0 ? values.map(concatValues) : [] };
}

/** One group as a table. */
export function rowsOf(columns: readonly Column[], batch: RowBatch): Rows {
  return {
    columns,
    async *groups() {
      if (batch.rows > 0) yield batch;
    },
  };
}
