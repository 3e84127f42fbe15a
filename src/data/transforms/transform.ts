// What a transform step gives to the app. One folder a step, its `step.ts` exporting `transform`; the folder's name is the step's id in
// contract/data/transform.ts. Import, preview and scoring run the same code: run-steps.ts.
import type { Column } from '../../contract/data/dataset';
import type { StepParams, TransformId } from '../../contract/data/transform';
import type { RowBatch } from '../columns/values';
import type { Rows } from '../table/rows';

/**
 * What becomes of the step where rows are scored, one or a few at a time. `apply`: it is done to them as well. `skip`: it leaves rows out or
 * orders them, and every scored row gets an answer in its place. `given`: it makes a column of other rows, which the scored rows have to
 * bring. `reshape`: it makes rows of another kind, and the scored ones have to be of that kind.
 */
export type OnScoring = 'apply' | 'skip' | 'given' | 'reshape';

/** A step of a kind. */
export interface Transform<S extends TransformId = TransformId> {
  id: S;
  onScoring: OnScoring | ((params: StepParams<S>) => OnScoring);
  /** Columns that are others afterwards, where rows stay as many and in their order; absent for a step that may change these. */
  changes?(params: StepParams<S>): readonly string[];
  /**
   * The columns after the step.
   * @throws HearthError `column_unknown`, `input_invalid` where the parameters do not fit the columns.
   */
  validate(params: StepParams<S>, columns: readonly Column[]): Column[];
  /**
   * Opens the step for one pass over the rows, group by group; what it has to keep between groups lives in the returned function. Absent for a
   * step that needs all rows.
   */
  open?(params: StepParams<S>, columns: readonly Column[]): (batch: RowBatch) => RowBatch;
}

/** What of a step takes all rows: its `table.ts`. Rows that are scored never need it, so the engine does not load it. */
export interface TablePart<S extends TransformId = TransformId> {
  id: S;
  /**
   * Looks at all rows for what the step has to know of them, and gives parameters that hold it. What is learnt already stays.
   * @throws HearthError as `validate`, and where there is too much of it.
   */
  learn?(params: StepParams<S>, rows: Rows): Promise<StepParams<S>>;
  /**
   * The rows after it, of the columns that `validate` gives; null where `open` will do. Memory may hold a few numbers a row, not the table.
   */
  table?(params: StepParams<S>, rows: Rows): Promise<Rows | null>;
}

/** What becomes of a step where rows are scored. */
export function onScoringOf<S extends TransformId>(
  { onScoring }: Transform<S>,
  params: StepParams<S>,
): OnScoring {
  return typeof onScoring === 'function' ? onScoring(params) : onScoring;
}
