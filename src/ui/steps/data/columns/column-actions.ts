// What the screen does for a column; its menu, its keys and its findings ask for the same.
import type { TargetKind } from './type-choices';
import type { ColumnRole } from '../../../../contract/data/dataset';
import type { OwnExpectation } from '../../../../contract/data/quality/own-expectation';
import type { StepOf, TransformId } from '../../../../contract/data/transform';

export interface ColumnActions {
  /** Whether the data may be changed now: not while it is being changed. */
  canChange: boolean;
  /** Applies a step; it can be undone. */
  apply(step: StepOf<TransformId>): void;
  /** Opens a step to be written, of the column's. */
  addStep(column: string): void;
  derive(column: string): void;
  rename(column: string): void;
  drop(column: string): void;
  /** Opens the choice of another type; null: none is chosen yet. */
  changeType(column: string, to: TargetKind | null): void;
  filter(column: string): void;
  details(column: string): void;
  /** What the dictionary says of a column, in a line; empty where nothing was said. */
  meaning(column: string): string;
  /** Opens an expectation of the column to be written. */
  expect(column: string | null, from?: OwnExpectation): void;
  setRole(column: string, role: ColumnRole): void;
}
