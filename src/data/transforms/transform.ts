// What a transform step gives to the app. One folder a step, its `step.ts` exporting `transform`; the folder's name is the step's id in
// contract/data/transform.ts. Import, preview and scoring run the same code: run-steps.ts.
import type { Column } from '../../contract/data/dataset';
import type { StepParams, TransformId } from '../../contract/data/transform';
import type { RowBatch } from '../columns/values';

/** A step of a kind. */
export interface Transform<S extends TransformId = TransformId> {
  id: S;
  /**
   * Whether rows that are scored go through it too. `skip`: for steps that leave rows out, since every scored row gets an answer.
   */
  onScoring: 'apply' | 'skip';
  /**
   * The columns after the step.
   * @throws HearthError `column_unknown`, `input_invalid` where the parameters do not fit the columns.
   */
  validate(params: StepParams<S>, columns: readonly Column[]): Column[];
  /** Opens the step for one pass over the rows, group by group; what it has to keep between groups lives in the returned function. */
  open(params: StepParams<S>, columns: readonly Column[]): (batch: RowBatch) => RowBatch;
}
