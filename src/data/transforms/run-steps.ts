// Runs a list of steps: over a stored dataset to make a new version, over its first rows as a preview, over rows that are scored.
// The same list on the same parent gives the same groups, byte for byte.
import type { Column } from '../../contract/data/dataset';
import type { StepOf, TransformId } from '../../contract/data/transform';
import { HearthError } from '../../contract/transport/fault';
import type { RowBatch } from '../columns/values';
import { Inspector } from '../profile/inspect';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import type { DatasetReading, ReadOptions } from '../rows/reading';
import { transformOf } from './registry';

/** Steps that change rows or columns, in order. */
export type StepList = readonly StepOf<TransformId>[];

/** Steps opened for one pass. */
export interface OpenedSteps {
  /** Columns after the last step. */
  columns: Column[];
  apply(batch: RowBatch): RowBatch;
}

/** Opens steps on columns; `scoring`: rows are scored, so that no step may leave one out. @throws HearthError as the steps' `validate`. */
export function openSteps(
  steps: StepList,
  columns: readonly Column[],
  { scoring = false }: { scoring?: boolean } = {},
): OpenedSteps {
  let after = [...columns];
  const passes: ((batch: RowBatch) => RowBatch)[] = [];
  for (const { step, params } of steps) {
    const transform = transformOf(step);
    if (scoring && transform.onScoring === 'skip') continue;
    const before = after;
    after = transform.validate(params, before);
    passes.push(transform.open(params, before));
  }
  return { columns: after, apply: (batch) => passes.reduce((rows, pass) => pass(rows), batch) };
}

/** A dataset as steps change it, group by group: memory holds one group. Notices belong to the reading of the file, not to steps. */
export function transformReading(
  source: GroupSource,
  columns: readonly Column[],
  steps: StepList,
  { signal, onProgress }: ReadOptions,
): DatasetReading {
  const opened = openSteps(steps, columns);
  const inspector = new Inspector(opened.columns);
  const wanted = new Set(columns.map(({ name }) => name));
  const total = source.groups.reduce((sum, { rows }) => sum + rows, 0);
  return {
    columns: opened.columns,
    async *groups() {
      let firstRow = 0;
      for (const [index, group] of source.groups.entries()) {
        checkAbort(signal);
        const read = await source.read(index, wanted);
        const values = columns.map(({ name }) => valuesOf(read, name));
        const changed = { ...opened.apply({ firstRow: group.firstRow, rows: group.rows, values }), firstRow };
        onProgress(group.firstRow + group.rows, total);
        if (changed.rows === 0) continue;
        firstRow += changed.rows;
        inspector.add(changed);
        yield changed;
      }
      if (firstRow === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
    },
    finish: async () => ({ ...(await inspector.finish()), notices: [], noticeCount: 0 }),
  };
}

/** What steps make of a dataset's first group, by the code that makes the version. */
export async function previewSteps(
  source: GroupSource,
  columns: readonly Column[],
  steps: StepList,
): Promise<{ columns: Column[]; before: number; batch: RowBatch }> {
  const opened = openSteps(steps, columns);
  const { firstRow, rows } = source.groups[0] ?? { firstRow: 0, rows: 0 };
  if (rows === 0) return { columns: opened.columns, before: 0, batch: { firstRow, rows, values: [] } };
  const read = await source.read(0, new Set(columns.map(({ name }) => name)));
  const values = columns.map(({ name }) => valuesOf(read, name));
  return { columns: opened.columns, before: rows, batch: opened.apply({ firstRow, rows, values }) };
}
