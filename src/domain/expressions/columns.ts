// The columns of a dataset as an expression sees them.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import type { ExpressionColumn } from './compile';
import type { ValueType } from './expression';

const typeOfDisplay: Record<(typeof columnTypes)[Column['type']]['display'], ValueType | null> = {
  ...{ number: 'number', date: 'date', choice: 'text', text: 'text', image: null, audio: null },
};

/** By name; those whose cells are no values are left out. */
export function expressionColumns(columns: readonly Column[]): Map<string, ExpressionColumn> {
  return new Map(
    columns.flatMap(({ name, type, categories }): [string, ExpressionColumn][] => {
      const { display } = columnTypes[type];
      const as = typeOfDisplay[display];
      if (as === null) return [];
      return [[name, display === 'choice' ? { type: as, levels: categories } : { type: as }]];
    }),
  );
}
