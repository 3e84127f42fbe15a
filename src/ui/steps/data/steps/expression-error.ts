// What is wrong with an expression, in words with the character; null where it can be used.
import type { Column } from '../../../../contract/data/dataset';
import { expressionColumns } from '../../../../domain/expressions/columns';
import { compileExpression } from '../../../../domain/expressions/compile';
import { ExpressionError, type ExpressionProblem } from '../../../../domain/expressions/expression';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

type Inputs = Record<'at' | 'found' | 'expected' | 'limit', string>;

const words: Record<ExpressionProblem, (inputs: Inputs) => string> = {
  empty: m.expression_empty,
  too_long: m.expression_too_long,
  too_deep: m.expression_too_deep,
  unexpected: m.expression_unexpected,
  unfinished: m.expression_unfinished,
  unclosed: m.expression_unclosed,
  unknown_column: m.expression_unknown_column,
  unknown_function: m.expression_unknown_function,
  argument_count: m.expression_argument_count,
  argument_type: m.expression_argument_type,
  window_needed: m.expression_window_needed,
  window_nested: m.expression_window_nested,
  window_order: m.expression_window_order,
  window_rows: m.expression_window_rows,
  window_needs_rows: m.expression_window_needs_rows,
};
const types: Record<string, () => string> = {
  number: m.expression_type_number,
  text: m.expression_type_text,
  boolean: m.expression_type_boolean,
  date: m.expression_type_date,
};

/** `condition`: it has to be true or false. */
export function expressionError(
  text: string,
  columns: readonly Column[],
  { condition }: { condition: boolean },
): string | null {
  return expressionFault(() => {
    const { type } = compileExpression(text, expressionColumns(columns));
    return condition && type !== 'boolean' ? m.expression_no_condition() : null;
  });
}

/** What `check` says, or the words of what an expression fails with. */
export function expressionFault(check: () => string | null): string | null {
  try {
    return check();
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    const { problem, span, params } = thrown;
    const word = (value: string | number | undefined): string =>
      typeof value === 'number' ? formatNumber(value) : (types[value ?? '']?.() ?? value ?? '');
    return words[problem]({
      at: formatNumber(span.at + 1),
      found: word(params['found']),
      expected: word(params['expected']),
      limit: word(params['limit']),
    });
  }
}
