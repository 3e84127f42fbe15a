import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DateFormat } from '../../../../src/contract/data/cell-reading';
import { isZeroDate } from '../../../../src/data/cells/dates/zero-date';
import { parseDate } from '../../../../src/data/cells/parse-date';
import { readAll } from '../read';

const column = async (cells: readonly string[], name = 'v', more: readonly string[] = []) => {
  const rows = cells.map((cell, row) => `"${cell}","${more[row] ?? row % 2}"`);
  const read = await readAll(`${name},y\n${rows.join('\n')}\n`);
  return {
    ...read,
    type: read.columns[0]?.type,
    reading: read.columns[0]?.reading,
    values: read.cells.map(([cell]) => cell),
  };
};
const many = (count: number, cell: (row: number) => string): string[] =>
  Array.from({ length: count }, (_, row) => cell(row));
const at = Date.UTC;

describe('parseDate', () => {
  it.each<[string, DateFormat, number]>([
    ['2021-03-04 05:06:07.123+00', 'iso', at(2021, 2, 4, 5, 6, 7, 123)],
    ['2021-03-04 05:06:07+01', 'iso', at(2021, 2, 4, 4, 6, 7)],
    ['2021-03-04T05:06:07-0330', 'iso', at(2021, 2, 4, 8, 36, 7)],
    ['2021-03-04T05:06Z', 'iso', at(2021, 2, 4, 5, 6)],
    ['2021/3/4 3:04 PM', 'iso', at(2021, 2, 4, 15, 4)],
    ['2021年3月4日 下午3:04', 'iso', at(2021, 2, 4, 15, 4)],
    ['2021年03月04日 15时04分', 'iso', at(2021, 2, 4, 15, 4)],
    ['2021年3月4日 下午3时04分05秒', 'iso', at(2021, 2, 4, 15, 4, 5)],
    ['2021/3/4 上午3:04', 'iso', at(2021, 2, 4, 3, 4)],
    ['2021/3/4 下午3:04:05', 'iso', at(2021, 2, 4, 15, 4, 5)],
    ['2021-03-04 15点', 'iso', at(2021, 2, 4, 15)],
    ['2021年3月4日15:04', 'iso', at(2021, 2, 4, 15, 4)],
    ['2021-03', 'iso', at(2021, 2)],
    ['2021年3月', 'iso', at(2021, 2)],
    ['3/4/21', 'month/day/year', at(2021, 2, 4)],
    ['3/4/68', 'month/day/year', at(2068, 2, 4)],
    ['3/4/69', 'month/day/year', at(1969, 2, 4)],
    ['12/31/2021 12:05 AM', 'month/day/year', at(2021, 11, 31, 0, 5)],
    ['12/31/2021, 12:05:06 p.m.', 'month/day/year', at(2021, 11, 31, 12, 5, 6)],
    ['04.03.21', 'day.month.year', at(2021, 2, 4)],
    ['04.03.2021 10:30 Uhr', 'day.month.year', at(2021, 2, 4, 10, 30)],
    ['4-3-2021 05:06', 'day/month/year', at(2021, 2, 4, 5, 6)],
    ['01-Jan-2020', 'named', at(2020, 0, 1)],
    ['1-JAN-20', 'named', at(2020, 0, 1)],
    ['05JAN2021', 'named', at(2021, 0, 5)],
    ['05JAN2021:10:00:00', 'named', at(2021, 0, 5, 10)],
    ['Mar 5, 2021 3:04 pm', 'named', at(2021, 2, 5, 15, 4)],
    ['March 5th, 2021', 'named', at(2021, 2, 5)],
    ['5. März 2021', 'named', at(2021, 2, 5)],
    ['5. Mrz. 2021 um 10:30', 'named', at(2021, 2, 5, 10, 30)],
    ['12 Dezember 2021', 'named', at(2021, 11, 12)],
    ['5-三月-2021', 'named', at(2021, 2, 5)],
    ['Tue, 05 Jan 2021 10:00:00 GMT', 'named', at(2021, 0, 5, 10)],
    ['Wed Aug 27 13:08:45 +0000 2008', 'named', at(2008, 7, 27, 13, 8, 45)],
    ['2021-Jan-05', 'named', at(2021, 0, 5)],
    ['Dec-2015', 'named', at(2015, 11)],
    ['January 2015', 'named', at(2015, 0)],
    ['03/2021', 'month/year', at(2021, 2)],
    ['2021Q3', 'quarter', at(2021, 6)],
    ['Q1 2021', 'quarter', at(2021, 0)],
    ['2021年第四季度', 'quarter', at(2021, 9)],
    ['2021-W01', 'week', at(2021, 0, 4)],
    ['2020-W53-7', 'week', at(2021, 0, 3)],
    ['12:30', 'time', (12 * 60 + 30) * 60_000],
    ['3:04:05 PM', 'time', ((15 * 60 + 4) * 60 + 5) * 1000],
    ['20210304', 'compact', at(2021, 2, 4)],
    ['202103', 'compact', at(2021, 2)],
    ['20210304T050607Z', 'compact', at(2021, 2, 4, 5, 6, 7)],
    ['1614834367', 'epoch-seconds', 1614834367000],
    ['1614834367.5', 'epoch-seconds', 1614834367500],
    ['1614834367123', 'epoch-milliseconds', 1614834367123],
  ])('%s as %s', (cell, format, value) => {
    expect(parseDate(cell, format)).toBe(value);
  });

  it.each<[string, DateFormat]>([
    ['30 Feb 2021', 'named'],
    ['5 Foo 2021', 'named'],
    ['May', 'named'],
    ['1.2.21', 'day.month.year'],
    ['13/01/2021 13:00 PM', 'day/month/year'],
    ['25:00', 'time'],
    ['12:60', 'time'],
    ['2021Q5', 'quarter'],
    ['2021-W53', 'week'],
    ['13/2021', 'month/year'],
    ['20211304', 'compact'],
    ['18991231', 'compact'],
    ['12', 'epoch-seconds'],
    ['2019-20', 'iso'],
  ])('refuses %s as %s', (cell, format) => {
    expect(parseDate(cell, format)).toBeNaN();
  });

  it('reads back every day that each language writes', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const write = fc.constantFrom<[string, Intl.DateTimeFormatOptions, DateFormat]>(
      ['en-US', { year: 'numeric', month: 'numeric', day: 'numeric' }, 'month/day/year'],
      ['en-US', { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }, 'named'],
      [
        'en-US',
        { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
        'named',
      ],
      ['en-GB', { year: 'numeric', month: '2-digit', day: '2-digit' }, 'day/month/year'],
      ['en-GB', { year: 'numeric', month: 'short', day: 'numeric' }, 'named'],
      ['de-DE', { year: 'numeric', month: '2-digit', day: '2-digit' }, 'day.month.year'],
      ['de-DE', { year: 'numeric', month: 'long', day: 'numeric' }, 'named'],
      ['de-AT', { year: 'numeric', month: 'short', day: 'numeric' }, 'named'],
      ['zh-CN', { year: 'numeric', month: 'long', day: 'numeric' }, 'iso'],
      ['zh-CN', { year: 'numeric', month: 'numeric', day: 'numeric' }, 'iso'],
      ['sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' }, 'iso'],
    );
    fc.assert(
      fc.property(day, write, (date, [tag, options, format]) => {
        const text = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(date);
        const midnight = at(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
        const minutes = options.hour ? (date.getUTCHours() * 60 + date.getUTCMinutes()) * 60_000 : 0;
        expect(parseDate(text, format), text).toBe(midnight + minutes);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '0000-00-00',
    '0000-00-00 00:00:00',
    '1900-01-00',
    '00.00.0000',
    '1/0/1900',
    '0/0/00',
    '2021-03-00',
    '0001-01-01T00:00:00',
  ])('knows %s for no date', (cell) => {
    expect(isZeroDate(cell)).toBe(true);
    expect(isZeroDate('2021-03-04')).toBe(false);
    expect(isZeroDate('1/1/00')).toBe(false);
  });
});

describe('a column of dates', () => {
  it('takes zero dates as missing, and odd cells with a notice', async () => {
    const { type, values, profiles, notices, reading } = await column(
      many(40, (row) =>
        row === 3 ? '0000-00-00' : row === 9 ? 'soon' : `2021-01-${String((row % 28) + 1).padStart(2, '0')}`,
      ),
    );
    expect({ type, missing: profiles[0]?.missing, zero: values[3] }).toEqual({
      type: 'datetime',
      missing: 2,
      zero: null,
    });
    expect(reading?.missing).toEqual(['0000-00-00']);
    expect(notices).toEqual([{ row: 10, column: 'v', value: 'soon', reason: 'not_a_date' }]);
  });

  it('reads clear dates in a column of another format, and days beside moments', async () => {
    const { values } = await column(
      many(40, (row) => (row % 4 === 0 ? '2021-01-31' : row % 4 === 1 ? '31 Jan 2021' : '31/01/2021')),
    );
    expect(new Set(values)).toEqual(new Set([at(2021, 0, 31)]));
    const mixed = await column(many(40, (row) => (row % 2 ? '2021-01-31' : '2021-01-31 12:00')));
    expect(mixed.values.slice(0, 2)).toEqual([at(2021, 0, 31, 12), at(2021, 0, 31)]);
  });

  it('finds the order of day and month by its own cells, the file, its rhythm, and habit', async () => {
    const order = async (...given: Parameters<typeof column>) => {
      const { reading } = await column(...given);
      return [reading?.dates, reading?.orderIsGuessed ?? false];
    };
    const unclear = many(24, (row) => `0${(row % 8) + 1}/0${((row * 5) % 9) + 1}/202${row % 4}`);
    expect(await order([...unclear, '05/26/2021'])).toEqual(['month/day/year', false]);
    expect(await order([...unclear, '26/05/2021'])).toEqual(['day/month/year', false]);
    expect(await order(unclear)).toEqual(['month/day/year', true]);
    expect(await order(unclear.map((cell) => cell.replaceAll('/', '-')))).toEqual(['day/month/year', true]);
    expect(await order(unclear.map((cell) => `${cell} 3:04 PM`))).toEqual(['month/day/year', true]);
    expect(
      await order(
        unclear,
        'v',
        many(24, (row) => `${row + 1}/01/2021`),
      ),
    ).toEqual(['day/month/year', false]);
    const monthly = many(
      24,
      (row) => `01/${String((row % 12) + 1).padStart(2, '0')}/20${10 + Math.floor(row / 12)}`,
    );
    expect(await order(monthly)).toEqual(['day/month/year', false]);
    expect(await order(monthly.map((cell) => cell.replace(/^(\d+).(\d+)/, '$2/$1')))).toEqual([
      'month/day/year',
      false,
    ]);
    // One day in each reading: nothing to guess.
    expect(await order(many(12, (row) => `${row + 1}/${row + 1}/2021`))).toEqual(['month/day/year', false]);
  });

  it('knows counted moments by name and range only', async () => {
    const days = many(40, (row) => `202103${String((row % 28) + 1).padStart(2, '0')}`);
    expect((await column(days)).reading?.dates).toBe('compact');
    expect((await column(days.slice(0, 5), 'OrderDate')).reading?.dates).toBe('compact');
    expect((await column(days.slice(0, 5))).type).toBe('number');
    expect((await column(many(40, (row) => String(20200000 + row * 37)))).type).toBe('number');
    const seconds = many(40, (row) => String(1614834367 + row * 86_400));
    expect((await column(seconds, 'created_at')).values[0]).toBe(1614834367000);
    expect(
      (
        await column(
          seconds.map((cell) => `${cell}000`),
          'timestamp',
        )
      ).values[0],
    ).toBe(1614834367000);
    expect((await column(seconds, 'phone')).type).toBe('number');
    expect(
      (
        await column(
          many(40, (row) => String(row * 0.5)),
          'time',
        )
      ).type,
    ).toBe('number');
  });

  it('keeps versions, scores and fiscal years as they are', async () => {
    expect((await column(many(30, (row) => `1.${row % 9}.2${row % 3}`))).type).toBe('category');
    expect((await column(many(30, (row) => `20${10 + row}-${11 + row}`))).type).toBe('text');
  });
});
