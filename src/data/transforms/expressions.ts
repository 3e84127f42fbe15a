// Expressions over the columns of a dataset.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { compileExpression, type ExpressionColumn, type Program } from '../../domain/expressions/compile';
import { ExpressionError, type ValueType } from '../../domain/expressions/expression';
import type { Reader } from '../../domain/expressions/typed';
import { cellAt } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import { indexOfColumn } from './columns-of';

const typeOfDisplay: Record<(typeof columnTypes)[Column['type']]['display'], ValueType | null> = {
  ...{ number: 'number', date: 'date', choice: 'text', text: 'text', image: null },
};

/** Columns as an expression sees them; those whose cells are no values are left out. */
export function expressionColumns(columns: readonly Column[]): Map<string, ExpressionColumn> {
  return new Map(
    columns.flatMap(({ name, type, categories }): [string, ExpressionColumn][] => {
      const as = typeOfDisplay[columnTypes[type].display];
      if (as === null) return [];
      return [
        [name, columnTypes[type].display === 'choice' ? { type: as, levels: categories } : { type: as }],
      ];
    }),
  );
}

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

/** The program over the rows of a group. */
export function readerOn(program: Program, columns: readonly Column[], batch: RowBatch): Reader {
  return program.bind((name) => {
    const index = indexOfColumn(columns, name);
    const [column, values] = [columns[index], batch.values[index]];
    if (!column || !values) throw new HearthError('column_unknown', { column: name });
    return (row) => cellAt(column, values, row);
  });
}
