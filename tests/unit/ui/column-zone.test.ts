// Filters and axes of a column whose dates have a zone speak by its clock, as its cells do.
import { expect, it } from 'vitest';
import type { Column } from '../../../src/contract/data/dataset';
import { columnAxis } from '../../../src/ui/steps/data/charts/column-axis';
import { dayOf, dayText } from '../../../src/ui/steps/data/rows/filter-draft.svelte';
import { rangeText } from '../../../src/ui/steps/data/rows/range-text';

const hour = 3_600_000;
const dates = (zone?: string): Column => ({
  ...{ name: 'at', type: 'datetime', categories: [], shape: null },
  ...(zone === undefined ? {} : { reading: { missing: [], zone } }),
});

it('a day that is filtered by is the day of the zone, and is named as that day', () => {
  const low = dayOf('2024-03-05', false, '+09:00')!;
  const high = dayOf('2024-03-06', true, '+09:00')!;
  expect([low, high]).toEqual([Date.UTC(2024, 2, 4, 15), Date.UTC(2024, 2, 6, 15) - 1]);
  expect([dayText(low, '+09:00'), dayText(high, '+09:00')]).toEqual(['2024-03-05', '2024-03-06']);
  const text = (zone?: string) => rangeText({ column: 'at', low, high }, [dates(zone)]);
  expect(text('+09:00')).toMatch(/Mar 5, 2024.*Mar 6, 2024/);
  expect(text('+09:00')).not.toMatch(/:/);
  expect(text()).toMatch(/3:00/);
});

it('without a zone, or with several, days are those of UTC; also before 1970', () => {
  for (const zone of [undefined, 'mixed', 'UTC']) {
    expect(dayOf('1969-12-30', true, zone)).toBe(Date.UTC(1969, 11, 31) - 1);
    expect(rangeText({ column: 'at', low: null, high: Date.UTC(1969, 11, 31) - 1 }, [dates(zone)])).toMatch(
      /Dec 30, 1969$/,
    );
  }
});

it('marks of an axis stand at midnights of the zone', () => {
  const axis = columnAxis({ columns: [dates('-05:00')], profiles: [] }, 'at');
  const ticks = axis.ticks([Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 11)])(700);
  expect(ticks.length).toBeGreaterThan(2);
  for (const { at } of ticks) expect((at - 5 * hour) % (24 * hour)).toBe(0);
  expect(axis.text(Date.UTC(2024, 0, 1, 2))).toContain('Dec 31, 2023');
});

it('a brushed part of an axis takes whole days of the zone', () => {
  const axis = columnAxis({ columns: [dates('+09:00')], profiles: [] }, 'at');
  const whole = [Date.UTC(2024, 2, 1), Date.UTC(2024, 2, 31)] as const;
  // From 6 March 03:00 to 8 March 05:00 by its clock.
  const condition = axis.condition([Date.UTC(2024, 2, 5, 18), Date.UTC(2024, 2, 7, 20)], whole);
  const [low, high] = [Date.UTC(2024, 2, 5, 15), Date.UTC(2024, 2, 8, 15) - 1];
  expect(condition).toEqual({ kind: 'range', column: 'at', low, high });
});
