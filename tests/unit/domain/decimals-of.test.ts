import { expect, it } from 'vitest';
import { decimalsOf } from '../../../src/domain/predictions/decimals-of';

it.each([
  [[1, 20, 16777217], 0],
  [[22.9, 5], 1],
  [[1234567.89, 0.5], 2],
  [[1e21], 0],
  [[], 0],
  [[Math.PI, 1], null],
])('%j needs %j decimals', (values, decimals) => {
  expect(decimalsOf(values)).toBe(decimals);
});
