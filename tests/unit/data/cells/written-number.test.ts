import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formOf, nearNumber, readNumber } from '../../../../src/data/cells/numbers/number-form';
import { writtenNumber } from '../../../../src/data/cells/numbers/written-number';
import type { DecimalMark } from '../../../../src/contract/data/cell-reading';

const read = (cell: string, decimal: DecimalMark = 'dot'): number => {
  const unit = writtenNumber(cell)?.unit;
  return readNumber(
    cell,
    formOf({ decimal, ...(unit ? { unit: { text: unit.text, before: unit.before } } : {}) }),
  );
};

describe('a number beside its unit', () => {
  it.each([
    ['$1,000.50', 1000.5],
    ['US$ 1,000.50', 1000.5],
    ['-$5.25', -5.25],
    ['$-5.25', -5.25],
    ['($1,234.50)', -1234.5],
    ['$(1,234.50)', -1234.5],
    ['(12)', -12],
    ['12.5-', -12.5],
    ['−12.5', -12.5],
    ['+3 %', 3],
    ['$.50', 0.5],
    ['EUR 12', 12],
    ['12 CHF', 12],
    ['Rs. 1,10,100.25', 110100.25],
    ['¥2300', 2300],
    ['2300元', 2300],
    ['25.8万', 258000],
    ['1.2亿元', 120000000],
    ['$1.2M', 1200000],
    ['€565K', 565000],
    ['$3.4 billion', 3400000000],
    ['12 kg', 12],
    ['80 km/h', 80],
    ['45 m²', 45],
    ['45 m2', 45],
    ['36 months', 36],
    ['37.5°C', 37.5],
    ['25岁', 25],
    ['0.5‰', 0.5],
    ["1'000.5", 1000.5],
    ['1’000’000', 1000000],
    ['1\u202f000\u202f000', 1000000],
    ['1\u2009000', 1000],
    ['1,10,100', 110100],
    ['１２．５', 12.5],
    ['１，０００', 1000],
    ['\u200b12\u00a0', 12],
    ['٣٫٥', 3.5],
    ['1.5e3 kg', 1500],
    ['1e-3', 0.001],
    ['%5', 5],
    ['5٪', 5],
    ['$12.-', 12],
  ])('%s', (cell, value) => {
    expect(read(cell)).toBe(value);
  });

  it.each([
    ['1.000,50 €', 1000.5],
    ['€ 1.000,50', 1000.5],
    ['0,5 %', 0.5],
    ['1 000,5', 1000.5],
    ['1\u00a0000,5', 1000.5],
    ['1\u202f234\u202f567,25', 1234567.25],
    ["1'000,5", 1000.5],
    ['1,2 Mio. €', 1200000],
    ['5 Mrd. Euro', 5000000000],
    ['(3,5)', -3.5],
    ['3,5-', -3.5],
    ['12,- €', 12],
    ['12,– €', 12],
  ])('%s with a decimal comma', (cell, value) => {
    expect(read(cell, 'comma')).toBe(value);
  });

  it.each([
    ...[
      '1,0000',
      '1 00',
      '12a5',
      '0x1F',
      'A12',
      'S00',
      'No. 5',
      '1st',
      '2nd',
      '3 pm',
      '12-5',
      '(12',
      '12)',
      '(-12)',
      '5+',
      '5th grade',
      '--12',
    ],
    ...[
      '$',
      '5-7',
      '12:30',
      '2020-01-05',
      '007',
      '$007',
      '9007199254740993',
      '1.2.3',
      '20 Main Street 5',
      '$ 5 €',
      '=1+2',
    ],
  ])('refuses %s', (cell) => {
    expect(read(cell)).toBeNaN();
  });

  it('takes no other unit than that of the column, and takes a number without one', () => {
    const dollars = formOf({ decimal: 'dot', unit: { text: '$', before: true } });
    expect(readNumber('5', dollars)).toBe(5);
    expect(readNumber('USD 5', dollars)).toBe(5);
    expect(readNumber('€5', dollars)).toBeNaN();
    expect(readNumber('5 %', dollars)).toBeNaN();
    const plain = formOf(undefined);
    expect(readNumber('$5', plain)).toBeNaN();
    expect(nearNumber('$5', plain)).toBe(5);
    expect(nearNumber('5 %', plain)).toBeNaN();
    expect(nearNumber('5 kg', plain)).toBeNaN();
    expect(nearNumber('00007', plain)).toBe(7);
  });

  it('reads back what every locale writes', () => {
    const forms: [string, DecimalMark][] = [
      ...(['en-US', 'en-IN', 'de-CH', 'zh-CN'] as const).map((tag): [string, DecimalMark] => [tag, 'dot']),
      ...(['de-DE', 'fr-FR', 'pl-PL', 'ru-RU', 'es-ES', 'pt-BR', 'sv-SE'] as const).map(
        (tag): [string, DecimalMark] => [tag, 'comma'],
      ),
    ];
    const styles: Intl.NumberFormatOptions[] = [
      {},
      { style: 'currency', currency: 'EUR' },
      { style: 'currency', currency: 'USD', currencyDisplay: 'code' },
      { style: 'currency', currency: 'USD', currencySign: 'accounting' },
      { style: 'unit', unit: 'kilogram' },
    ];
    const cents = fc.integer({ min: -999_999_999_99, max: 999_999_999_99 }).map((value) => value / 100);
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(...forms),
        fc.constantFrom(...styles),
        (value, [tag, mark], style) => {
          const text = new Intl.NumberFormat(tag, {
            ...style,
            minimumFractionDigits: 2,
            maximumFractionDigits: 2,
          }).format(value);
          expect(read(text, mark), text).toBe(value === 0 ? read(text, mark) : value);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
