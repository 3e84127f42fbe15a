// What a rule that a person sets is to the rows of a column: one file a kind, listed in registry.ts.
import type { Column } from '../../contract/data/dataset';
import type { OwnRuleKind, OwnRuleOf } from '../../contract/data/quality/own-expectation';
import type { ColumnValues } from '../columns/values';

/** Whether the row at a place of its group fails. */
export type RowFails = (row: number) => boolean;
/** Made once a group, in the order of the table: a rule may remember what came before. */
export type GroupFails = (values: ColumnValues) => RowFails;

export interface OwnRuleDefinition<K extends OwnRuleKind = OwnRuleKind> {
  kind: K;
  /** For a column that the rule fits. A missing cell fails no rule but the one against it. */
  fails(rule: OwnRuleOf<K>, column: Column): GroupFails;
}
