// Columns become rows: for each row one for each of the columns, with the column's name and its value. The other columns stay.
import { columnTypes } from '../../../contract/data/column-types';
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { isoText } from '../../../domain/expressions/iso-text';
import { valuesFrom } from '../../combine/values-from';
import { cellAt } from '../../columns/registry';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import { selectRows } from '../../table/rows';
import type { Transform } from '../transform';

type Params = StepParams<'unpivot'>;

/** The columns that stay, that of names and that of values. */
function columnsAfter({ columns: taken, names, values }: Params, columns: readonly Column[]): Column[] {
  const gone = taken.map((name) => columnOf(columns, name));
  for (const column of gone) if (column.shape !== null) throw unfit(column);
  const stay = columns.filter(({ name }) => !taken.includes(name));
  const used = new Set(stay.map(({ name }) => name));
  for (const name of [names, values]) {
    if (name.trim() === '' || used.has(name))
      throw new HearthError('input_invalid', { field: 'names' }, { value: name });
    used.add(name);
  }
  const base = { categories: [], shape: null };
  return [
    ...stay,
    { ...base, name: names, type: 'category', categories: [...new Set(taken)].sort() },
    { ...base, name: values, ...valueType(gone) },
  ];
}

/** One type where all have it; else their texts. */
function valueType(columns: readonly Column[]): Pick<Column, 'type' | 'categories'> {
  const types = new Set(columns.map(({ type }) => type));
  const [only] = types;
  if (only === undefined || types.size > 1) return { type: 'text', categories: [] };
  const levels = columns.flatMap(({ categories }) => categories);
  return { type: only, categories: [...new Set(levels)].sort() };
}

export const transform: Transform<'unpivot'> = {
  id: 'unpivot',
  onScoring: 'reshape',
  validate: columnsAfter,
  open(params, columns) {
    const after = columnsAfter(params, columns);
    const taken = [...new Set(params.columns)].map((name) => indexOfColumn(columns, name));
    const stay = [...columns.keys()].filter((at) => !taken.includes(at));
    const [names, made] = after.slice(-2) as [Column, Column];
    return (batch) => {
      const rows = batch.rows * taken.length;
      const repeated = Uint32Array.from({ length: rows }, (_, at) => Math.floor(at / taken.length));
      const kept = selectRows({ ...batch, values: stay.flatMap((at) => batch.values[at] ?? []) }, repeated);
      const cells = Array.from({ length: rows }, (_, at) => {
        const place = taken[at % taken.length] ?? 0;
        const [column, values] = [columns[place], batch.values[place]];
        const cell = column && values ? cellAt(column, values, Math.floor(at / taken.length)) : null;
        const isDate = column && columnTypes[column.type].display === 'date';
        return made.type === 'text' && isDate && typeof cell === 'number' ? isoText(cell) : cell;
      });
      const labels = Array.from(
        { length: rows },
        (_, at) => columns[taken[at % taken.length] ?? 0]?.name ?? '',
      );
      const values = [...kept.values, valuesFrom(names, labels), valuesFrom(made, cells)];
      return { firstRow: batch.firstRow, rows, values };
    };
  },
};
