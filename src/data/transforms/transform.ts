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

interface TransformBase<S extends TransformId> {
  id: S;
  onScoring: OnScoring | ((params: StepParams<S>) => OnScoring);
  /** Columns that are others afterwards, where rows stay as many and in their order; absent for a step that may change these. */
  changes?(params: StepParams<S>): readonly string[];
  /**
   * Looks at all rows for what the step has to know of them, and gives parameters that hold it. What is learnt already stays.
   * @throws HearthError as `validate`, and where there is too much of it.
   */
  learn?(params: StepParams<S>, rows: Rows): Promise<StepParams<S>>;
  /**
   * The columns after the step.
   * @throws HearthError `column_unknown`, `input_invalid` where the parameters do not fit the columns.
   */
  validate(params: StepParams<S>, columns: readonly Column[]): Column[];
}

/** A step that changes rows where they are. */
export interface RowTransform<S extends TransformId = TransformId> extends TransformBase<S> {
  /** Opens the step for one pass over the rows, group by group; what it has to keep between groups lives in the returned function. */
  open(params: StepParams<S>, columns: readonly Column[]): (batch: RowBatch) => RowBatch;
}

/** A step over the set of rows. */
export interface TableTransform<S extends TransformId = TransformId> extends TransformBase<S> {
  /** The rows after it, of the columns that `validate` gives. Memory may hold a few numbers a row, not the table. */
  table(params: StepParams<S>, rows: Rows): Promise<Rows>;
}

/** A step that needs all rows by its parameters alone; null: it does not. */
interface EitherTransform<S extends TransformId = TransformId> extends RowTransform<S> {
  table(params: StepParams<S>, rows: Rows): Promise<Rows | null>;
}

/** A step of a kind. */
export type Transform<S extends TransformId = TransformId> =
  RowTransform<S> | TableTransform<S> | EitherTransform<S>;

/** What becomes of a step where rows are scored. */
export function onScoringOf<S extends TransformId>(
  { onScoring }: Transform<S>,
  params: StepParams<S>,
): OnScoring {
  return typeof onScoring === 'function' ? onScoring(params) : onScoring;
}
