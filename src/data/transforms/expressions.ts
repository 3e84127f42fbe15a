// Expressions over the columns of a dataset.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { expressionColumns } from '../../domain/expressions/columns';
import { compileExpression, type Program } from '../../domain/expressions/compile';
import { ExpressionError } from '../../domain/expressions/expression';
import type { Reader } from '../../domain/expressions/typed';
import { cellAt } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import { indexOfColumn } from './columns-of';

/** @throws HearthError `input_invalid` with the character. */
export function programOf(expression: string, columns: readonly Column[]): Program {
  try {
    return compileExpression(expression, expressionColumns(columns));
  } catch (thrown) {
    if (!(thrown instanceof ExpressionError)) throw thrown;
    const { problem, span, params } = thrown;
    throw new HearthError('input_invalid', { field: 'expression' }, { ...params, at: span.at + 1 }, problem);
  }
}

/** The program over the rows of a group; `windows`: of one that reads several rows, their values there. */
export function readerOn(
  program: Pick<Program, 'bind'>,
  columns: readonly Column[],
  batch: RowBatch,
  windows?: ReadonlyMap<string, Reader>,
): Reader {
  return program.bind((name) => {
    const window = windows?.get(name);
    if (window) return window;
    const index = indexOfColumn(columns, name);
    const [column, values] = [columns[index], batch.values[index]];
    if (!column || !values) throw new HearthError('column_unknown', { column: name });
    return (row) => cellAt(column, values, row);
  });
}
