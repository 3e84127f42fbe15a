import { expect, it } from 'vitest';
import { tailsOf } from '../../../src/ui/charts/ticks';

it('tells which outermost bars count more than they show', () => {
  expect(tailsOf([2, 3, 4], 2, 4)).toEqual({ low: false, high: false });
  expect(tailsOf([2, 3, 4], -70, 4)).toEqual({ low: true, high: false });
  expect(tailsOf([2, 3, 4], 2, 4.01)).toEqual({ low: false, high: true });
  expect(tailsOf([], 0, 1)).toEqual({ low: false, high: false });
});
