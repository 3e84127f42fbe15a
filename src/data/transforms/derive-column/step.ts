// A column made of others by an expression; one with windows reads other rows too. What is true or false, and what has few possible texts, becomes a category.
import type { Column } from '../../../contract/data/dataset';
import type { Program } from '../../../domain/expressions/compile';
import type { Reader } from '../../../domain/expressions/typed';
import { isWindowed } from '../../../domain/expressions/windows';
import { textValues } from '../../columns/layouts/texts';
import type { ColumnValues } from '../../columns/values';
import { programOf, readerOn } from '../expressions';
import { placeColumn, withColumn } from '../new-column';
import type { Transform } from '../transform';

export function derivedColumn(name: string, { type, possible }: Program): Column {
  const categories = (possible ?? []).filter((value) => value !== null).map(String);
  const base = { name, categories: [], shape: null };
  switch (type) {
    case 'number':
      return { ...base, type: 'number' };
    case 'date':
      return { ...base, type: 'datetime' };
    case 'boolean':
      return { ...base, type: 'category', categories: ['false', 'true'] };
    case 'text':
      return possible === null
        ? { ...base, type: 'text' }
        : { ...base, type: 'category', categories: [...new Set(categories)].sort() };
  }
}

export function valuesOf({ type, categories }: Column, read: Reader, rows: number): ColumnValues {
  const each = Array.from({ length: rows }, (_, row) => read(row));
  switch (type) {
    case 'number':
    case 'datetime':
      return { type, values: Float64Array.from(each, (value) => (value === null ? NaN : Number(value))) };
    case 'category': {
      const codes = new Map(categories.map((level, code) => [level, code]));
      return { type, codes: Int32Array.from(each, (value) => codes.get(String(value)) ?? -1) };
    }
    case 'text':
      return textValues(each.map((value) => (value === null ? null : String(value))));
    case 'image':
    case 'audio':
      throw new Error(`no expression makes a column of type ${type}`);
  }
}

export const transform: Transform<'derive-column'> = {
  id: 'derive-column',
  changes: ({ column }) => [column],
  onScoring: ({ expression }) => (isWindowed(expression) ? 'given' : 'apply'),
  validate({ column: name, expression }, columns) {
    return placeColumn(columns, derivedColumn(name, programOf(expression, columns)));
  },
  open({ column: name, expression }, columns) {
    const program = programOf(expression, columns);
    const derived = derivedColumn(name, program);
    return withColumn(columns, name, (batch) =>
      valuesOf(derived, readerOn(program, columns, batch), batch.rows),
    );
  },
};
