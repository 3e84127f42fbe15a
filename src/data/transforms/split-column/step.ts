// A text cut into parts, each a column of its own behind the others: at a separator, the last part taking what is left, or by widths.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { textValues } from '../../columns/layouts/texts';
import { cellAt } from '../../columns/registry';
import type { ColumnValues } from '../../columns/values';
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';

type Params = StepParams<'split-column'>;

/** What a part is in each text; blanks around it go, and nothing is missing. */
function partsOf(text: string, { by, into }: Params): (string | null)[] {
  const parts =
    by.kind === 'separator' ? atSeparator(text, by.separator, into.length) : atWidths(text, by.widths);
  return into.map((_, at) => {
    const part = (parts[at] ?? '').trim();
    return part === '' ? null : part;
  });
}

function atSeparator(text: string, separator: string, most: number): string[] {
  const parts = text.split(separator);
  return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

/** By characters as a person counts them: code points. */
function atWidths(text: string, widths: readonly number[]): string[] {
  const characters = [...text];
  let at = 0;
  return widths.map((width) => characters.slice(at, (at += width)).join(''));
}

export const transform: Transform<'split-column'> = {
  id: 'split-column',
  changes: ({ into }) => into,
  onScoring: 'apply',
  validate(params, columns) {
    const column = columnOf(columns, params.column);
    if (column.type !== 'category' && column.type !== 'text') throw unfit(column);
    checkNames(params, columns);
    return [...columns, ...params.into.map((name, at) => madeOf(column, params, name, at))];
  },
  open(params, columns) {
    const index = indexOfColumn(columns, params.column);
    const column = columnOf(columns, params.column);
    const made = params.into.map((name, at) => madeOf(column, params, name, at));
    const ofLevel = column.categories.map((level) => partsOf(level, params));
    return (batch) => {
      const values = batch.values[index];
      if (!values) throw unfit(column);
      return { ...batch, values: [...batch.values, ...split(values, batch.rows)] };
    };
    function split(values: ColumnValues, rows: number): ColumnValues[] {
      if ('codes' in values)
        return made.map(({ categories }, at) => {
          const codeOf = new Map(categories.map((level, code) => [level, code]));
          const codes = ofLevel.map((parts) => codeOf.get(parts[at] ?? '') ?? -1);
          return { type: 'category', codes: values.codes.map((code) => codes[code] ?? -1) };
        });
      const cells = Array.from({ length: rows }, (_, row) => {
        const cell = cellAt(column, values, row);
        return cell === null ? [] : partsOf(String(cell), params);
      });
      return made.map((_, at) => textValues(cells.map((parts) => parts[at] ?? null)));
    }
  },
};

function checkNames({ into, by }: Params, columns: readonly Column[]): void {
  const taken = new Set(columns.map(({ name }) => name));
  for (const name of into) {
    if (name.trim() === '' || taken.has(name))
      throw new HearthError('input_invalid', { field: 'into' }, { value: name });
    taken.add(name);
  }
  if (by.kind === 'widths' && by.widths.length !== into.length)
    throw new HearthError(
      'input_invalid',
      { field: 'widths' },
      { expected: into.length, found: by.widths.length },
    );
}

/** Of levels come levels; of any texts any texts. */
function madeOf(column: Column, params: Params, name: string, at: number): Column {
  if (column.type === 'text') return { name, type: 'text', categories: [], shape: null };
  const parts = column.categories.flatMap((level) => partsOf(level, params)[at] ?? []);
  return { name, type: 'category', categories: [...new Set(parts)].sort(), shape: null };
}
