// What a person typed into a number field. Not for data files: data/formats reads those.

export interface NumberRules {
  min?: number | undefined;
  max?: number | undefined;
  integer?: boolean | undefined;
}

export type ParsedNumber =
  | { kind: 'number'; value: number }
  | { kind: 'empty' }
  | { kind: 'wrong'; why: 'not_a_number' | 'not_an_integer' | 'too_small' | 'too_large' };

const shape = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads a number with `.` as decimal mark; thousands commas, spaces, full-width digits and a minus sign are understood. */
export function parseNumber(text: string, { min, max, integer }: NumberRules = {}): ParsedNumber {
  const plain = text.normalize('NFKC').replace(/−/g, '-').replace(/\s/g, '');
  if (plain === '') return { kind: 'empty' };
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain) ? plain.replace(/,/g, '') : plain;
  const value = Number(grouped);
  if (!shape.test(grouped) || !Number.isFinite(value)) return { kind: 'wrong', why: 'not_a_number' };
  if (integer && !Number.isInteger(value)) return { kind: 'wrong', why: 'not_an_integer' };
  if (min !== undefined && value < min) return { kind: 'wrong', why: 'too_small' };
  if (max !== undefined && value > max) return { kind: 'wrong', why: 'too_large' };
  return { kind: 'number', value };
}
