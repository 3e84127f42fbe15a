// The lines of the table of coefficients: which stand in it, what stands first, how heads sort it.
import { describe, expect, it } from 'vitest';
import type { Estimate, TermsExplanation } from '../../../src/contract/model/explanation';
import { estimateLines, sortedEstimates } from '../../../src/ui/steps/model/learnt/estimate-lines';

const row = (name: string, output: number, value: number, statistic: number | null): Estimate => ({
  ...{ name, output, isIntercept: name === '', value, statistic },
  error: statistic === null ? null : value / statistic,
  p: statistic === null ? null : Math.exp(-Math.abs(statistic)),
  low: null,
  high: null,
});

const explained = (change: Partial<NonNullable<TermsExplanation['estimates']>> = {}): TermsExplanation => ({
  kind: 'terms',
  outputs: ['yes', 'no'],
  intercepts: [0.5, -0.5],
  terms: [
    { name: 'age', weights: [3, -3] },
    { name: 'income', weights: [-0.1, 0.1] },
    { name: 'region = z', weights: [0, 0] },
  ],
  estimates: {
    rows: [
      row('age', 0, 0.2, 1.5),
      row('age', 1, -0.2, -1.5),
      row('income', 0, -0.001, -8),
      row('income', 1, 0.001, 8),
      row('region = z', 0, 0, null),
      row('region = z', 1, 0, null),
      row('', 0, -2, -3),
      row('', 1, 2, 3),
    ],
    ...{ ratio: 'odds', distribution: 'z', freedom: null, dispersion: null },
    ...{ cautions: [], penalty: null, absent: null, ...change },
  },
});

const namesOf = (lines: { name: string }[]) => lines.map(({ name }) => name);

describe('the table of coefficients', () => {
  it('has the terms of one output, the one farthest from 0 by its error first, and the intercept apart', () => {
    const { lines, intercept } = estimateLines(explained(), 1);
    expect(namesOf(lines)).toEqual(['income', 'age', 'region = z']);
    expect(lines[1]).toMatchObject({ value: -0.2, weight: -3, ratio: Math.exp(-0.2) });
    expect(intercept).toMatchObject({ value: 2, weight: -0.5 });
  });

  it('goes by the weights of the encoded columns where there are no errors, and has no ratio of numbers', () => {
    const { lines } = estimateLines(explained({ distribution: null, ratio: null }), 0);
    expect(namesOf(lines)).toEqual(['age', 'income', 'region = z']);
    expect(lines.every(({ ratio }) => ratio === null)).toBe(true);
  });

  it('sorts signed figures by size, p by value, names by letters, and what is unknown last either way', () => {
    const { lines } = estimateLines(explained(), 0);
    expect(namesOf(sortedEstimates(lines, 'value', true))).toEqual(['age', 'income', 'region = z']);
    expect(namesOf(sortedEstimates(lines, 'value', false))).toEqual(['region = z', 'income', 'age']);
    expect(namesOf(sortedEstimates(lines, 'p', false))).toEqual(['income', 'age', 'region = z']);
    expect(namesOf(sortedEstimates(lines, 'p', true))).toEqual(['age', 'income', 'region = z']);
    expect(namesOf(sortedEstimates(lines, 'name', true))).toEqual(['region = z', 'income', 'age']);
    expect(namesOf(sortedEstimates(lines, 'ratio', true))).toEqual(['age', 'region = z', 'income']);
  });
});
