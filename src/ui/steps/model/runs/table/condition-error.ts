// What is wrong with a condition on runs, in words with the character; null where it can be used.
import { compileExpression, type ExpressionColumn } from '../../../../../domain/expressions/compile';
import { m } from '../../../../../i18n/paraglide/messages.js';
import { expressionFault } from '../../../data/steps/expression-error';

/** Windows over other rows have no meaning here. */
export function conditionError(text: string, columns: ReadonlyMap<string, ExpressionColumn>): string | null {
  return expressionFault(() => {
    const { type, windows } = compileExpression(text, columns);
    if (windows.length > 0) return m.runs_condition_windows();
    return type === 'boolean' ? null : m.expression_no_condition();
  });
}
