import { describe, expect, it } from 'vitest';
import { Zones, zoneOf } from '../../../../src/data/cells/dates/zone-of';
import { zoneShift } from '../../../../src/domain/columns/zone-shift';

describe('the zone behind a time', () => {
  it.each([
    ['2021-03-04T10:00:00+02:00', '+02:00'],
    ['2021-03-04 10:00:00.123-0530', '-05:30'],
    ['2021-03-04 10:00+01', '+01:00'],
    ['2021-03-04T10:00:00Z', 'UTC'],
    ['4 March 2021 10:00 GMT', 'UTC'],
    ['2021-03-04T10:00:00', null],
    ['2021-03-04', null],
    ['04-03-2021', null],
  ])('of %s is %s', (cell, zone) => expect(zoneOf(cell)).toBe(zone));

  it('is that of the column where all cells have it', () => {
    const of = (...cells: string[]) => {
      const zones = new Zones();
      for (const cell of cells) zones.add(cell);
      return zones.zone;
    };
    expect(of('2021-03-04 10:00+01', '2021-03-05 10:00+01:00')).toBe('+01:00');
    expect(of('2021-03-04 10:00+01', '2021-06-05 10:00+02')).toBe('mixed');
    expect(of('2021-03-04 10:00+01', '2021-06-05 10:00')).toBe('mixed');
    expect(of('2021-03-04', '2021-06-05')).toBeNull();
  });

  it('says how far its clock is from UTC', () => {
    expect(zoneShift('+05:30')).toBe(5.5 * 3_600_000);
    expect(zoneShift('-03:00')).toBe(-3 * 3_600_000);
    expect([zoneShift('UTC'), zoneShift('mixed'), zoneShift(undefined)]).toEqual([0, 0, 0]);
  });
});
