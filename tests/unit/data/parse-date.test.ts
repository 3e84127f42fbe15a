import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnyDate, parseDate } from '../../../src/data/cells/parse-date';

describe('parseDate', () => {
  it('agrees with Date on every day from the year 1 to 9999', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString();
        expect(parseDate(text.slice(0, 10), 'iso')).toBe(Date.parse(text.slice(0, 10)));
        expect(parseDate(text, 'iso')).toBe(date.getTime());
        expect(parseDate(text.slice(0, 10).replaceAll('-', '/'), 'iso')).toBe(Date.parse(text.slice(0, 10)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-32',
    '2024-01-05T25:00',
    '20240105',
    '2024-1',
    '2024-01/05',
  ])('refuses %s', (cell) => {
    expect(parseDate(cell, 'iso')).toBeNaN();
  });

  it('reads one date alone only where it is clear', () => {
    expect(parseAnyDate('03/04/2024')).toBeNaN();
    expect(parseAnyDate('05/05/2024')).toBe(Date.UTC(2024, 4, 5));
    expect(parseAnyDate('26/05/2024')).toBe(Date.UTC(2024, 4, 26));
    expect(parseAnyDate('26.05.2024 14:30')).toBe(Date.UTC(2024, 4, 26, 14, 30));
    expect(parseAnyDate('soon')).toBeNaN();
  });
});
