// Columns written together as one text; what is missing is left out with its separator. Dates are ISO days, with the time where they have one.
import { columnTypes } from '../../../contract/data/column-types';
import type { Cell, Column } from '../../../contract/data/dataset';
import { isoText } from '../../../domain/expressions/iso-text';
import { textValues } from '../../columns/layouts/texts';
import { cellAt } from '../../columns/registry';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import { placeColumn, withColumn } from '../new-column';
import type { Transform } from '../transform';

export const transform: Transform<'join-columns'> = {
  id: 'join-columns',
  changes: ({ to }) => [to],
  onScoring: 'apply',
  validate({ columns: joined, to }, columns) {
    for (const name of joined) {
      const column = columnOf(columns, name);
      if (column.shape !== null) throw unfit(column);
    }
    return placeColumn(columns, { name: to, type: 'text', categories: [], shape: null });
  },
  open({ columns: joined, separator, to }, columns) {
    const places = joined.map((name) => indexOfColumn(columns, name));
    return withColumn(columns, to, ({ rows, values }) =>
      textValues(
        Array.from({ length: rows }, (_, row) => {
          const parts = places.flatMap((place) => {
            const [column, of] = [columns[place], values[place]];
            return column && of ? (textOf(column, cellAt(column, of, row)) ?? []) : [];
          });
          return parts.length === 0 ? null : parts.join(separator);
        }),
      ),
    );
  },
};

function textOf({ type }: Column, cell: Cell): string | null {
  if (typeof cell === 'number' && columnTypes[type].display === 'date') return isoText(cell);
  return cell === null ? null : String(cell);
}
