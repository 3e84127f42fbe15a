// Reads the cells of a column as another type, as rows that are scored are read: by what was learnt of them, each by itself.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { truthOf } from '../../../domain/columns/truth';
import { columnTypeOf } from '../../columns/registry';
import type { ColumnValues } from '../../columns/values';
import { cellTexts } from './cell-texts';

/** Values of a column as those of another; what does not read is missing. */
export function readAs(
  before: Column,
  after: Column,
  { to }: StepParams<'change-type'>,
): (values: ColumnValues, rows: number) => ColumnValues {
  const whole = (values: ColumnValues): ColumnValues =>
    to.kind === 'integer' && values.type === 'number'
      ? { type: 'number', values: values.values.map((value) => (Number.isInteger(value) ? value : NaN)) }
      : values;
  const isSame = before.type === after.type && after.type !== 'category' && after.type !== 'datetime';
  const truth = after.type === 'number' && before.logical === 'boolean' ? truthOf(before.categories) : null;
  return (values, rows) => {
    if (truth && values.type === 'category')
      return { type: 'number', values: Float64Array.from(values.codes, (code) => truth[code] ?? NaN) };
    if (isSame) return whole(values);
    const texts = cellTexts(before, values, rows);
    const read = whole(readTexts(after, texts));
    if (to.kind === 'datetime' && to.pivot !== undefined) movePivot(read, texts, to.pivot);
    return read;
  };
}

function readTexts(column: Column, texts: readonly (string | null)[]): ColumnValues {
  const { text } = columnTypeOf(column.type);
  const builder = text?.known(column, { capacity: Math.max(1, texts.length), decimal: null });
  if (!builder) throw new Error(`a column of type ${column.type} cannot be read from text`);
  const rows = texts.map((cell) => [cell ?? '']);
  builder.add({ rows, from: 0, to: rows.length, column: 0, at: 0 }, () => undefined);
  return builder.take(rows.length);
}

const fourDigits = /\d{4}/;
/** Where years of two digits are parted by themselves. */
const ownPivot = 69;

/** Dates with a year of two digits moved to the century that the pivot says. */
function movePivot(read: ColumnValues, texts: readonly (string | null)[], pivot: number): void {
  if (read.type !== 'datetime') return;
  for (const [row, text] of texts.entries()) {
    const value = read.values[row] ?? NaN;
    if (text === null || Number.isNaN(value) || fourDigits.test(text)) continue;
    const date = new Date(value);
    const short = date.getUTCFullYear() % 100;
    const century = Number(short >= pivot) - Number(short >= ownPivot);
    if (century !== 0) read.values[row] = date.setUTCFullYear(date.getUTCFullYear() - century * 100);
  }
}
