// Numbers and dates as a person types them or a host sends them, read as training read them.
import type { CellReading } from '../../contract/data/cell-reading';
import type { InputRow } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import { isMissingNumber } from '../cells/missing';
import { nearDate } from '../cells/near-values';
import { formOf, nearNumber, readNumber } from '../cells/numbers/number-form';
import { parseAnyDate, parseDate } from '../cells/parse-date';

/** How values of a type are written, and what is learnt of them. */
export interface WrittenKind {
  /** Stored units of one unit that is learnt. */
  unit: number;
  /** A trimmed text in stored units as training read it, or NaN. */
  parse(text: string, reading: CellReading | undefined): number;
  /** What a text almost is, or NaN. */
  near(text: string, reading: CellReading | undefined): number;
}

export const writtenNumbers: WrittenKind = {
  unit: 1,
  parse: (text, reading) => readNumber(text, formOf(reading)),
  near: (text, reading) => nearNumber(text, formOf(reading)),
};

const isoDay = /^\d{4}-\d{2}-\d{2}/;

/** Milliseconds since 1970, learnt in days. ISO 8601 is what a date field and a host write, whatever the order of the training data. */
export const writtenMoments: WrittenKind = {
  unit: 86_400_000,
  // A model that was trained before formats were kept takes the dates that mean one day only.
  parse(text, reading) {
    if (!reading?.dates) return parseAnyDate(text);
    const value = parseDate(text, reading.dates);
    return Number.isNaN(value) && isoDay.test(text) ? nearDate(text, reading.dates) : value;
  },
  near: (text, reading) => (reading?.dates ? nearDate(text, reading.dates) : NaN),
};

/**
 * The value in learnt units, NaN where missing.
 * @throws HearthError `input_invalid` where it cannot be read at all.
 */
export function readWritten(
  { unit, parse, near }: WrittenKind,
  { column, reading }: { column: string; reading?: CellReading },
  raw: InputRow[string],
): { value: number; isNear: boolean } {
  const known = (value: number, isNear = false) => ({ value: value / unit, isNear });
  if (raw === null) return known(NaN);
  if (typeof raw === 'number' && (Number.isNaN(raw) || Number.isFinite(raw))) return known(raw);
  if (typeof raw === 'string') {
    const text = raw.trim();
    const value = parse(text, reading);
    if (Number.isFinite(value)) return known(value);
    if (isMissingNumber(text) || reading?.missing.includes(text)) return known(NaN);
    const almost = near(text, reading);
    if (Number.isFinite(almost)) return known(almost, true);
  }
  throw new HearthError('input_invalid', { column }, { value: String(raw).slice(0, 100) });
}

/** What training never saw of a value: that it is missing, beyond the range, or spelled otherwise. */
export function rangeWarning(
  { value, isNear }: { value: number; isNear: boolean },
  { min, max }: { min: number; max: number },
): 'missing' | 'out_of_range' | 'adapted' | null {
  if (Number.isNaN(value)) return 'missing';
  if (value < min || value > max) return 'out_of_range';
  return isNear ? 'adapted' : null;
}
