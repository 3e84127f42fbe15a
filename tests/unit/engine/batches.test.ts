// Training's order: every row once an epoch, a pure function of seed and epoch, resumable at any batch.
import { describe, expect, test } from 'vitest';
import type { Column, DatasetVersion } from '../../../src/contract/data/dataset';
import type { FittedPreprocessing } from '../../../src/contract/model/run';
import type { ColumnValues } from '../../../src/data/columns/values';
import type { GroupSource } from '../../../src/data/rows/group-source';
import { openBatches, type BatchInput, type BatchLimits } from '../../../src/engine/training/batches';

const columns: Column[] = [
  { name: 'x', type: 'number', categories: [], shape: null },
  { name: 'kind', type: 'category', categories: ['a', 'b', 'c'], shape: null },
  { name: 'y', type: 'number', categories: [], shape: null },
];
const groupRows = [30, 25, 40, 12];
const firstRows = groupRows.map((_, index) => groupRows.slice(0, index).reduce((sum, rows) => sum + rows, 0));
const total = 107;

/** Row r has x = r, kind = r mod 3, y = 10 r: a sample tells which row it is. */
function source(reads: number[] = []): GroupSource {
  return {
    groups: groupRows.map((rows, index) => ({ rows, firstRow: firstRows[index]! })),
    read(index) {
      reads.push(index);
      const rows = Array.from({ length: groupRows[index]! }, (_, row) => firstRows[index]! + row);
      const values: [string, ColumnValues][] = [
        ['x', { type: 'number', values: Float64Array.from(rows) }],
        ['kind', { type: 'category', codes: Int32Array.from(rows, (row) => row % 3) }],
        ['y', { type: 'number', values: Float64Array.from(rows, (row) => 10 * row) }],
      ];
      return Promise.resolve(new Map(values));
    },
  };
}

const fitted: FittedPreprocessing = {
  features: [
    {
      ...{ kind: 'number', column: 'x', impute: 0, shift: 0, scale: 1 },
      ...{ missingIndicator: false, min: 0, max: total },
    },
    { kind: 'category', column: 'kind', categories: ['a', 'b', 'c'] },
  ],
  target: { kind: 'number', column: 'y', shift: 0, scale: 10 },
  inputShape: [5],
};

/** Every fifth row validates, every seventh tests. */
const assignment = Uint8Array.from({ length: total }, (_, row) =>
  row % 5 === 0 ? 1 : row % 7 === 0 ? 2 : 0,
);
const trainRows = [...assignment.keys()].filter((row) => assignment[row] === 0);

const whole: BatchLimits = { windowBytes: 2 ** 20, validationBytes: 2 ** 20 };
/** Two groups of stored rows (20 bytes each) at most; nothing of validation is kept. */
const windowed: BatchLimits = { windowBytes: 60 * 20, validationBytes: 0 };

const input = (changes: Partial<BatchInput> = {}): BatchInput => ({
  dataset: { columns } satisfies Pick<DatasetVersion, 'columns'>,
  source: source(),
  fitted,
  assignment,
  batchSize: 8,
  seed: 3,
  validationRows: 6,
  ...changes,
});

interface Seen {
  sizes: number[];
  rows: number[];
}

async function epochOf(from: BatchInput, limits: BatchLimits, epoch: number, skip = 0): Promise<Seen> {
  const seen: Seen = { sizes: [], rows: [] };
  for await (const { rows, features, labels } of openBatches(from, limits).train(epoch, skip)) {
    seen.sizes.push(rows);
    for (let at = 0; at < rows; at++) {
      const row = features[at * 5]!;
      seen.rows.push(row);
      expect(labels[at]).toBe(row);
      const oneHot = [0, 0, 0, 0];
      oneHot[row % 3] = 1;
      expect([...features.subarray(at * 5 + 1, at * 5 + 5)]).toEqual(oneHot);
    }
  }
  return seen;
}

describe.each([
  ['in one window', whole],
  ['in several windows', windowed],
])('%s', (_name, limits) => {
  test('every training row once an epoch, full batches but for the last', async () => {
    const { rows, sizes } = await epochOf(input(), limits, 0);
    expect([...rows].sort((a, b) => a - b)).toEqual(trainRows);
    expect(sizes.slice(0, -1).every((size) => size === 8)).toBe(true);
    expect(sizes.at(-1)).toBe(trainRows.length % 8);
    expect(rows).not.toEqual(trainRows);
  });

  test('the same epoch again, other epochs and seeds otherwise', async () => {
    const first = await epochOf(input(), limits, 2);
    expect(await epochOf(input(), limits, 2)).toEqual(first);
    expect((await epochOf(input(), limits, 3)).rows).not.toEqual(first.rows);
    expect((await epochOf(input({ seed: 4 }), limits, 2)).rows).not.toEqual(first.rows);
  });

  test('goes on after any number of batches as if it had never stopped', async () => {
    const { rows, sizes } = await epochOf(input(), limits, 1);
    for (let skip = 0; skip <= sizes.length; skip++) {
      const rest = await epochOf(input(), limits, 1, skip);
      expect(rest.rows).toEqual(rows.slice(skip * 8));
    }
  });

  test('validation in dataset order, the same every time', async () => {
    const batches = openBatches(input(), limits);
    expect(batches.validationRows).toBe(22);
    for (let pass = 0; pass < 2; pass++) {
      const rows: number[] = [];
      for await (const batch of batches.validation()) rows.push(...batch.labels);
      expect(rows).toEqual([...assignment.keys()].filter((row) => assignment[row] === 1));
    }
  });
});

test('rows that fit are read once for all epochs; windows are read as they are needed', async () => {
  const reads: number[] = [];
  const kept = openBatches(input({ source: source(reads) }), whole);
  for (const epoch of [0, 1]) for await (const _ of kept.train(epoch, 0));
  expect(reads).toEqual([0, 1, 2, 3]);
  const skipped: number[] = [];
  const streamed = openBatches(input({ source: source(skipped) }), windowed);
  for await (const _ of streamed.train(0, 8));
  expect(skipped.length).toBeLessThan(4);
});
