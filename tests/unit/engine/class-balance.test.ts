// Rare classes that count as much as frequent ones: copies of rows, and rows drawn by weight.
import { describe, expect, it } from 'vitest';
import type { FittedPreprocessing } from '../../../src/contract/model/run';
import { openBatches, type BatchInput, type BatchLimits } from '../../../src/engine/training/batches';
import {
  balancedWeights,
  classBalance,
  copiesOf,
  weightedOrder,
} from '../../../src/engine/training/class-balance';
import { Philox } from '../../../src/domain/random';
import { memoryTable } from '../data/memory-source';

/** Of 40 rows every eighth is rare; every tenth validates. */
const rare = (row: number) => row % 8 === 1;
const assignment = Uint8Array.from({ length: 40 }, (_, row) => (row % 10 === 9 ? 1 : 0));
const table = memoryTable(
  {
    x: Array.from({ length: 40 }, (_, row) => row),
    kind: Array.from({ length: 40 }, (_, row) => (rare(row) ? 'yes' : 'no')),
  },
  11,
);
const fitted: FittedPreprocessing = {
  features: [
    {
      ...{ kind: 'number', column: 'x', impute: 0, shift: 0, scale: 1 },
      ...{ missingIndicator: false, min: 0, max: 40 },
    },
  ],
  target: { kind: 'classes', column: 'kind', classes: ['no', 'yes'] },
  inputShape: [1],
};
const limits: Record<string, BatchLimits> = {
  'in memory': { windowBytes: 2 ** 20, validationBytes: 2 ** 20 },
  'in windows': { windowBytes: 22 * 12, validationBytes: 0 },
};

async function inputOf(balance: 'class-weights' | 'oversampling'): Promise<BatchInput> {
  const data = { source: table.source, dataset: table, fitted, assignment };
  const preprocessing = {
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode: 'one-hot', maxCategories: 10 },
    image: { scale: 'unit' },
    balance,
  } as const;
  return {
    ...data,
    ...{ batchSize: 7, seed: 5, validationRows: 8 },
    balance: await classBalance({ ...data, recipe: { seed: 5, preprocessing } }),
  };
}

async function epochOf(input: BatchInput, within: BatchLimits, epoch: number, skip = 0): Promise<number[]> {
  const rows: number[] = [];
  for await (const { features, labels } of openBatches(input, within).train(epoch, skip)) {
    features.forEach((row, at) => expect(labels[at]).toBe(Number(rare(row))));
    rows.push(...features);
  }
  return rows;
}

describe.each(Object.entries(limits))('rows %s', (_name, within) => {
  it('are copied until the classes are of one size, all rows equally often or once more', async () => {
    const input = await inputOf('oversampling');
    const rows = await epochOf(input, within, 0);
    expect(openBatches(input, within).trainRows).toBe(rows.length);
    const trained = [...assignment.keys()].filter((row) => assignment[row] === 0);
    const frequent = trained.filter((row) => !rare(row));
    expect(rows.filter((row) => !rare(row)).toSorted((a, b) => a - b)).toEqual(frequent);
    expect(rows.filter(rare)).toHaveLength(frequent.length);
    const times = trained.filter(rare).map((row) => rows.filter((other) => other === row).length);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
  });

  it.each(['class-weights', 'oversampling'] as const)(
    'are the same each time and go on: %s',
    async (kind) => {
      const input = await inputOf(kind);
      const rows = await epochOf(input, within, 1);
      expect(await epochOf(input, within, 1)).toEqual(rows);
      expect(await epochOf(input, within, 2)).not.toEqual(rows);
      expect(await epochOf(input, within, 1, 2)).toEqual(rows.slice(14));
    },
  );

  it('of validation stay as they are', async () => {
    const batches = openBatches(await inputOf('oversampling'), within);
    const rows: number[] = [];
    for await (const { features } of batches.validation()) rows.push(...features);
    expect(rows).toEqual([9, 19, 29, 39]);
  });
});

it('rows are drawn in proportion to the weights of their classes, as many as there are', () => {
  const labels = Float32Array.from({ length: 200 }, (_, row) => Number(row % 10 === 0));
  const order = weightedOrder(labels, balancedWeights(Float64Array.of(180, 20)), new Philox(2, 7));
  expect(order).toHaveLength(200);
  const drawn = [...order].filter((row) => labels[row] === 1);
  expect(Math.abs(drawn.length - 100)).toBeLessThanOrEqual(20);
  expect(new Set(drawn).size).toBe(20);
});

it('copies depend on the seed only for what is left over', () => {
  const labels = Int32Array.of(0, 0, 0, 0, 0, 1, 1, -1);
  const counts = Float64Array.of(5, 2);
  const copies = copiesOf(labels, counts, 1);
  expect([...copies.subarray(0, 5), copies[7]]).toEqual([1, 1, 1, 1, 1, 0]);
  expect([copies[5]! + copies[6]!, Math.min(copies[5]!, copies[6]!)]).toEqual([5, 2]);
  expect(copiesOf(labels, counts, 1)).toEqual(copies);
});
