import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseNumber } from '../../../src/ui/kit/fields/parse-number';

test.each([
  ['0.75', 0.75],
  [' 1,234,567.5 ', 1234567.5],
  ['1e-4', 1e-4],
  ['−3', -3],
  ['.5', 0.5],
  ['２５', 25],
])('%j is %d', (text, value) => {
  expect(parseNumber(text)).toEqual({ kind: 'number', value });
});

test.each(['abc', '1,2', '0x10', '1e999', '--1', 'Infinity', '1 2,3'])('%j is no number', (text) => {
  expect(parseNumber(text)).toEqual({ kind: 'wrong', why: 'not_a_number' });
});

test('bounds and wholeness are held', () => {
  expect(parseNumber('')).toEqual({ kind: 'empty' });
  expect(parseNumber('0.5', { integer: true })).toEqual({ kind: 'wrong', why: 'not_an_integer' });
  expect(parseNumber('-1', { min: 0 })).toEqual({ kind: 'wrong', why: 'too_small' });
  expect(parseNumber('11', { max: 10 })).toEqual({ kind: 'wrong', why: 'too_large' });
  expect(parseNumber('10', { min: 10, max: 10, integer: true })).toEqual({ kind: 'number', value: 10 });
});

test('what JavaScript writes is read back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const parsed = parseNumber(String(value));
      expect(parsed.kind === 'number' && parsed.value === value).toBe(true);
    }),
  );
});
