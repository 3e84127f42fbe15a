// How a column of numbers is written: its decimal mark, and the unit that stands beside its digits. Cells without the unit are read too.
import type { CellReading, DecimalMark } from '../../../contract/data/cell-reading';
import { parseNumber } from '../parse-number';
import { plainText } from '../plain-text';
import { valueOf, writtenNumber, type Unit } from './written-number';

/** A column's form. */
export interface NumberForm {
  decimal: DecimalMark;
  /** Of the unit, the same for all its spellings; null where the column has none. */
  unitKey: string | null;
}

/** The form that a column was read in; a decimal point where that was not kept. */
export function formOf(reading: Pick<CellReading, 'decimal' | 'unit'> | undefined): NumberForm {
  return { decimal: reading?.decimal ?? 'dot', unitKey: keyOf(reading?.unit) };
}

/** The number that a trimmed cell is in a column's form, or NaN. */
export function readNumber(cell: string, { decimal, unitKey }: NumberForm): number {
  const plain = parseNumber(cell, decimal);
  if (plain === plain) return plain;
  const written = writtenNumber(cell);
  if (!written || (written.unit && written.unit.key !== unitKey)) return NaN;
  return valueOf(written, decimal);
}

/** The number that a cell almost is, or NaN: 00007 for 7, money in a column that names no currency. */
export function nearNumber(cell: string, form: NumberForm): number {
  const read = readNumber(plainText(cell).replace(/^([+-]?)0+(?=\d)/, '$1'), form);
  if (read === read || form.unitKey !== null) return read;
  const written = writtenNumber(cell);
  return written?.unit?.isKnown && isMoney(written.unit) ? valueOf(written, form.decimal) : NaN;
}

const isMoney = ({ key }: Unit): boolean => !['%', '‰', '‱'].includes(key);

function keyOf(unit: CellReading['unit'] | undefined): string | null {
  return unit ? (writtenNumber(unit.before ? `${unit.text} 1` : `1 ${unit.text}`)?.unit?.key ?? null) : null;
}
