import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/data/cells/parse-number';

describe('parseNumber', () => {
  it.each([
    ['12.5', 12.5],
    ['-0.003', -0.003],
    ['+7', 7],
    ['.25', 0.25],
    ['3.', 3],
    ['1e-5', 1e-5],
    ['-2.5E+3', -2500],
    ['1,234,567.25', 1234567.25],
    ['9007199254740991', 9007199254740991],
    ['0', 0],
    ['0012.50', 12.5],
  ])('%s', (cell, value) => {
    expect(parseNumber(cell)).toBe(value);
  });

  it.each([
    '',
    ' 1',
    '1 2',
    '1,23',
    '12,34.5',
    '0x10',
    '1e',
    'Infinity',
    'NaN',
    '--1',
    '1.2.3',
    '5%',
    '€5',
    '007',
    '1e400',
    '12345678901234567',
    '.',
    '-',
  ])('refuses %j', (cell) => {
    expect(parseNumber(cell)).toBeNaN();
  });

  it.each([
    ['1234,5', 1234.5],
    ['1.234,5', 1234.5],
    ['1.234', 1234],
    ['-0,75', -0.75],
    ['2,5e3', 2500],
    ['12', 12],
    ['1.5', 1.5],
  ])('%s with a decimal comma', (cell, value) => {
    expect(parseNumber(cell, 'comma')).toBe(value);
  });

  it('agrees with JavaScript on every number that it writes, but for long whole ones', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e100, max: 1e100 }), (value) => {
        fc.pre(Math.abs(value) <= Number.MAX_SAFE_INTEGER || Math.abs(value) >= 1e21);
        expect(parseNumber(String(value))).toBe(Number(String(value)));
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.integer(), fc.nat(6), (whole, places) => {
        const text = (whole / 10 ** places).toFixed(places);
        expect(parseNumber(text)).toBe(Number(text));
      }),
      { numRuns: 3000 },
    );
  });
});
