// Tails and quantiles held against SciPy 1.17.1 (norm.sf, 2 · t.sf, t.isf).
import { expect, it } from 'vitest';
import { normal95, normalTail } from '../../../src/domain/estimates/normal';
import { studentQuantile, studentTwoTails } from '../../../src/domain/estimates/student';
import { ratioDigits } from '../../../src/domain/estimates/ratio-digits';

const near = (value: number, expected: number) =>
  expect(Math.abs(value - expected) / expected, `${value} for ${expected}`).toBeLessThan(1e-10);

it.each([
  [-2, 0.9772498680518208],
  [0, 0.5],
  [0.5, 0.3085375387259869],
  [1.96, 0.024997895148220435],
  [2.9, 0.0018658133003840375],
  [3.1, 0.0009676032132183563],
  [6, 9.865876450376946e-10],
  [20, 2.7536241186061556e-89],
])('the normal tail beyond %f', (z, tail) => near(normalTail(z), tail));

it.each([
  [0, 3, 1],
  [1e-3, 2, 0.9992928933955901],
  [0.1, 1, 0.936548965138893],
  [2, 3, 0.13932596855884305],
  [5, 100, 2.450173413503802e-6],
  [2.5, 7.5, 0.03882025827362553],
  [1, 1e6, 0.3173107498335783],
  [40, 50, 1.2412423784372691e-39],
])('both tails of t beyond %f, %f degrees of freedom', (t, freedom, tails) =>
  near(studentTwoTails(t, freedom), tails),
);

it.each([
  [1, 12.706204736174705],
  [2, 4.302652729749464],
  [7.5, 2.3330396268649745],
  [85, 1.9882679074772218],
  [1000, 1.9623390808264085],
])('the quantile of t, %f degrees of freedom', (freedom, quantile) =>
  near(studentQuantile(0.05, freedom), quantile),
);

it('the normal quantile is where both tails hold 5 %', () => near(2 * normalTail(normal95), 0.05));

it('what is not a number stays none', () => {
  expect(normalTail(NaN)).toBeNaN();
  expect(studentTwoTails(NaN, 3)).toBeNaN();
});

it.each([
  [2.5, 4],
  [0.2, 4],
  [1, 4],
  [1.0123, 5],
  [1.0000123, 8],
  [0.9999984, 9],
  [1 + 1e-15, 15],
])('digits of the ratio %f', (ratio, digits) => expect(ratioDigits(ratio)).toBe(digits));
