// Associations of columns and quantiles of numbers, held to pandas and scipy (scripts/golden/associations.py) to 1e-9.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  strengthOf,
  type Association,
  type Associations,
} from '../../../src/contract/data/charts/associations';
import { measureAssociations } from '../../../src/data/associations/measure-associations';
import { memoryTable, type TableCells } from './memory-source';

interface GoldenPair {
  one: string;
  other: string;
  pearson?: number;
  spearman?: number;
  cramersV?: number;
  correlationRatio?: number;
}
const golden = JSON.parse(readFileSync('tests/fixtures/golden/associations.json', 'utf8')) as {
  cells: TableCells;
  pairs: GoldenPair[];
  spreads: Associations['spreads'];
};
const never = new AbortController().signal;

const measure = (cells: TableCells, groupRows = 50) => {
  const { source, columns } = memoryTable(cells, groupRows);
  return measureAssociations(source, { columns, profiles: [] }, never);
};

const near = (value: number) => expect.closeTo(value, 9) as number;

test('measures of pairs are those of pandas and scipy', async () => {
  const { columns, pairs } = await measure(golden.cells);
  expect(pairs).toHaveLength(10);
  const named = pairs.map(({ one, other, rows: _, kind: __, ...values }) => ({
    one: columns[one],
    other: columns[other],
    ...values,
  }));
  for (const pair of golden.pairs) {
    const { one, other, ...values } = pair;
    const wanted = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, near(value)]));
    expect(named).toContainEqual({ one, other, ...wanted });
  }
});

test('quantiles, fences and outliers are those of pandas', async () => {
  const { spreads } = await measure(golden.cells);
  expect(spreads.map(({ column }) => column)).toEqual(golden.spreads.map(({ column }) => column));
  for (const [index, wanted] of golden.spreads.entries()) {
    const found = spreads[index]!;
    expect(found.outliers).toBe(wanted.outliers);
    expect(found.fences).toEqual({ low: near(wanted.fences.low), high: near(wanted.fences.high) });
    found.quantiles.forEach((value, at) => expect(value).toBeCloseTo(wanted.quantiles[at]!, 9));
  }
});

test('what has no measure has none, and copies go together wholly', async () => {
  const { pairs } = await measure({
    a: [1, 2, 3, null],
    copy: [2, 4, 6, 1],
    constant: [5, 5, 5, 5],
    word: ['x', 'y', 'x', 'y'],
    same: ['p', 'q', 'p', 'q'],
  });
  const of = (one: number, other: number): Association =>
    pairs.find((pair) => pair.one === one && pair.other === other)!;
  expect(strengthOf(of(0, 1))).toBeCloseTo(1, 12);
  expect(strengthOf(of(0, 2))).toBeNull();
  expect(strengthOf(of(2, 3))).toBeNull();
  expect(strengthOf(of(3, 4))).toBeCloseTo(1, 12);
});

test('a long table is looked at in evenly spaced rows', async () => {
  const values = Array.from({ length: 25_000 }, (_, row) => row);
  const { rows, wholeRows, spreads } = await measure(
    { x: values, y: values.map((value) => value * 2 + 1) },
    7000,
  );
  expect([rows, wholeRows]).toEqual([10_000, false]);
  expect(spreads[0]!.quantiles[3]).toBeCloseTo(12_500, -1);
});
