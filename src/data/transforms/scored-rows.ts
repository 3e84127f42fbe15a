// What of a list of steps is done to rows that are scored, one or a few at a time.
import type { Column } from '../../contract/data/dataset';
import type { StepOf, TransformId } from '../../contract/data/transform';
import { transformOf } from './registry';
import type { RowBatch } from '../columns/values';
import { onScoringOf } from './transform';

/**
 * What a file of rows to score is to be, and the steps it goes through. Steps that make rows of another kind cannot be replayed on single
 * rows: the file has the columns after the last of them. A column that is made of other rows has to be in the file too.
 */
export function scoredRows(
  opened: readonly Column[],
  steps: readonly StepOf<TransformId>[],
): { columns: readonly Column[]; steps: StepOf<TransformId>[] } {
  let after = opened;
  let columns = opened;
  let replayed: StepOf<TransformId>[] = [];
  for (const each of steps) {
    const transform = transformOf(each.step);
    const before = after;
    after = transform.validate(each.params, before);
    const way = onScoringOf(transform, each.params);
    if (way === 'reshape') [columns, replayed] = [after, []];
    else replayed.push(each);
    if (way === 'given') {
      const made = after.filter((column) => !before.includes(column));
      const names = new Set(made.map(({ name }) => name));
      columns = [...columns.filter(({ name }) => !names.has(name)), ...made];
    }
  }
  return { columns, steps: replayed };
}

/** Steps opened for one pass over rows that are scored. */
export interface OpenedSteps {
  /** Columns after the last step. */
  columns: Column[];
  apply(batch: RowBatch): RowBatch;
}

/** Opens on columns the steps that are done to rows which are scored. @throws HearthError as the steps' `validate`. */
export function openScoring(steps: readonly StepOf<TransformId>[], columns: readonly Column[]): OpenedSteps {
  let after = [...columns];
  const passes: ((batch: RowBatch) => RowBatch)[] = [];
  for (const { step, params } of steps) {
    const transform = transformOf(step);
    if (onScoringOf(transform, params) !== 'apply' || !transform.open) continue;
    const before = after;
    after = transform.validate(params, before);
    passes.push(transform.open(params, before));
  }
  return { columns: after, apply: (batch) => passes.reduce((rows, pass) => pass(rows), batch) };
}
