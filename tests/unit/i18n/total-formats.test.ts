// Formats are total: whatever number a record holds, its text is there and nothing throws.
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { isoDay, isoMoment } from '../../../src/domain/iso-moment';
import * as formats from '../../../src/i18n/format';
import { overwriteGetLocale } from '../../../src/i18n/paraglide/runtime';
import { dayOf } from '../../../src/state/team/due';
import { dateText } from '../../../src/ui/steps/data/table/cell-text';

afterEach(() => overwriteGetLocale(() => 'en'));

const harmful = [1e300, -1e300, 9e15, 8.64e15 + 1, NaN, Infinity, -Infinity, Number.MAX_VALUE, 5e-324, -0];
const numbers = fc.oneof(fc.constantFrom(...harmful), fc.double(), fc.maxSafeInteger());

test.each(['en', 'zh-CN'] as const)('every format gives a text for every number in %s', (locale) => {
  overwriteGetLocale(() => locale);
  const all = Object.entries(formats).flatMap(([name, format]) =>
    typeof format === 'function'
      ? [[name, format as (value: number, digits: number) => unknown] as const]
      : [],
  );
  expect(all.length).toBeGreaterThan(9);
  fc.assert(
    fc.property(numbers, (value) => {
      for (const [name, format] of all)
        expect(format(value, name === 'formatRelative' ? 1e12 : 3), name).toEqual(expect.any(String));
      for (const text of [dateText(value), dayOf(value), isoMoment(value), isoDay(value)])
        expect(text).toEqual(expect.any(String));
    }),
  );
});

test.each(harmful.slice(0, 8))('%s is no moment: a dash', (value) => {
  for (const format of [formats.formatDate, formats.formatDay, formats.formatTime, formats.formatRelative])
    expect(format(value)).toBe(formats.none);
  expect([dateText(value), isoMoment(value), dayOf(value)]).toEqual([formats.none, '', '']);
});

test('moments have their day and their time', () => {
  expect([isoMoment(0), isoDay(253_402_300_799_999)]).toEqual(['1970-01-01T00:00:00.000Z', '9999-12-31']);
  expect([isoDay(8.64e15), isoDay(-1)]).toEqual(['+275760-09-13', '1969-12-31']);
});
