// The brush of a plane: what keys do to it, and the round numbers of the filters that it makes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  brushByKey,
  rounded,
  snapped,
  type BrushedPlane,
  type Region,
} from '../../../src/ui/charts/plane/brush';
import { dateTicks, lineTicks } from '../../../src/ui/charts/plane/axis-ticks';
import { toneOf } from '../../../src/ui/charts/plane/tones';

const plane: BrushedPlane = { x: [0, 100], y: [-50, 50], axes: 'xy', step: { x: null, y: null } };
const lines: BrushedPlane = { x: [0, 900], y: [0, 6], axes: 'y', step: { x: null, y: 1 } };

test('the first arrow begins a brush in the middle; the next move it, with Shift they size it', () => {
  const begun = brushByKey(null, 'ArrowRight', false, plane)!;
  expect(begun).toEqual({ x: [37.5, 62.5], y: [-12.5, 12.5] });
  expect(brushByKey(begun, 'ArrowRight', false, plane)).toEqual({ x: [42.5, 67.5], y: [-12.5, 12.5] });
  expect(brushByKey(begun, 'ArrowUp', true, plane)).toEqual({ x: [37.5, 62.5], y: [-12.5, 17.5] });
  expect(brushByKey(begun, 'Escape', false, plane)).toBeNull();
  expect(brushByKey(null, 'Escape', false, plane)).toBeUndefined();
  expect(brushByKey(begun, 'a', false, plane)).toBeUndefined();
});

test('a brush of lines takes whole lines, and no key across', () => {
  const begun = brushByKey(null, 'ArrowUp', false, lines)!;
  expect(begun).toEqual({ x: null, y: [3, 4] });
  expect(brushByKey(begun, 'ArrowDown', false, lines)).toEqual({ x: null, y: [2, 3] });
  expect(brushByKey(begun, 'ArrowUp', true, lines)).toEqual({ x: null, y: [3, 5] });
  expect(brushByKey(begun, 'ArrowLeft', false, lines)).toBeUndefined();
  expect(snapped([1.2, 1.4], [0, 6], 1)).toEqual([1, 2]);
  expect(snapped([5.9, 9], [0, 6], 1)).toEqual([5, 6]);
});

test('whatever keys are pressed, a brush stays inside its plane and has an extent', () => {
  const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown');
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 60 }), (keys) => {
      for (const of of [plane, lines]) {
        let region: Region | null = null;
        for (const [name, shift] of keys) {
          const next = brushByKey(region, name, shift, of);
          if (next !== undefined) region = next;
        }
        for (const axis of ['x', 'y'] as const) {
          const range = region?.[axis];
          if (!range) continue;
          expect(range[1]).toBeGreaterThan(range[0]);
          expect(range[0]).toBeGreaterThanOrEqual(of[axis][0] - 1e-9);
          expect(range[1]).toBeLessThanOrEqual(of[axis][1] + 1e-9);
        }
      }
    }),
  );
});

test('a brushed range is one that can be said', () => {
  expect(rounded([12.34567, 45.6789], [0, 100], 'number')).toEqual([12.3, 45.7]);
  expect(rounded([0.000123456, 0.00047], [0, 0.001], 'number')).toEqual([0.000123, 0.00047]);
  expect(rounded([1.2, 4.8], [0, 10], 'whole')).toEqual([2, 4]);
  expect(rounded([1.2, 1.4], [0, 10], 'whole')).toEqual([1, 1]);
  const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1)];
  expect(rounded([Date.UTC(2024, 2, 3, 7), Date.UTC(2024, 4, 5, 9)], [from, to], 'date')).toEqual([
    Date.UTC(2024, 2, 3),
    Date.UTC(2024, 4, 6) - 1,
  ]);
});

test.each([
  ['1990-01-01', '2002-12-31'],
  ['2024-01-31', '2024-03-02'],
  ['2024-05-01', '2024-05-02'],
  ['0050-01-01', '2400-01-01'],
])('marks of time from %s to %s are a few, in order and inside', (from, to) => {
  const range = [Date.parse(from), Date.parse(to)] as const;
  const ticks = dateTicks(range, 6);
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(8);
  expect(ticks.map(({ at }) => at).toSorted((a, b) => a - b)).toEqual(ticks.map(({ at }) => at));
  for (const { at } of ticks) {
    expect(at).toBeGreaterThanOrEqual(range[0]);
    expect(at).toBeLessThanOrEqual(range[1]);
  }
});

test('names stand in the middle of their lines, the first on top', () => {
  expect(lineTicks(['one', 'two'])).toEqual([
    { at: 1.5, label: 'one' },
    { at: 0.5, label: 'two' },
  ]);
});

test('a colour is a level or a shade between the ends', () => {
  expect(toneOf({ kind: 'levels', levels: ['a', 'b'], hasOthers: true }, 2)).toBe(2);
  expect(toneOf({ kind: 'numbers', low: 10, high: 30 }, 20)).toBe(4);
  expect(toneOf({ kind: 'numbers', low: 10, high: 30 }, 99)).toBe(8);
  expect(toneOf({ kind: 'numbers', low: 5, high: 5 }, 5)).toBe(0);
  expect(toneOf({ kind: 'levels', levels: ['a'], hasOthers: false }, NaN)).toBe(-1);
  expect(toneOf(null, undefined)).toBe(0);
});
