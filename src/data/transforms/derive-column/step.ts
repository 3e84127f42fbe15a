// A column made of others by an expression. What is true or false, and what has few possible texts, becomes a category.
import type { Column } from '../../../contract/data/dataset';
import { HearthError } from '../../../contract/transport/fault';
import type { Program } from '../../../domain/expressions/compile';
import type { Reader } from '../../../domain/expressions/typed';
import { textValues } from '../../columns/layouts/texts';
import type { ColumnValues } from '../../columns/values';
import { programOf, readerOn } from '../expressions';
import type { Transform } from '../transform';

function columnOf(name: string, { type, possible }: Program): Column {
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

function valuesOf({ type, categories }: Column, read: Reader, rows: number): ColumnValues {
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
      throw new Error('no expression makes an image');
  }
}

export const transform: Transform<'derive-column'> = {
  id: 'derive-column',
  onScoring: 'apply',
  validate({ column: name, expression }, columns) {
    if (name.trim() === '') throw new HearthError('input_invalid', { field: 'column' });
    const derived = columnOf(name, programOf(expression, columns));
    const index = columns.findIndex((column) => column.name === name);
    return index < 0 ? [...columns, derived] : columns.with(index, derived);
  },
  open({ column: name, expression }, columns) {
    const program = programOf(expression, columns);
    const derived = columnOf(name, program);
    const index = columns.findIndex((column) => column.name === name);
    return (batch) => {
      const made = valuesOf(derived, readerOn(program, columns, batch), batch.rows);
      return { ...batch, values: index < 0 ? [...batch.values, made] : batch.values.with(index, made) };
    };
  },
};
