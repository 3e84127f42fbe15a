// A drafted net gets the steps that it needs, however many rows there are.
import { describe, expect, it } from 'vitest';
import { trainingLength } from '../../../../src/model/families/net/training-length';

const stepsPerEpoch = (rows: number, batchSize: number) => Math.ceil(rows / batchSize);

describe('trainingLength', () => {
  it.each([
    [35, 8, 200],
    [350, 16, 69],
    [1050, 64, 89],
    [3500, 256, 108],
    [7000, 256, 54],
    [70_000, 256, 12],
    [700_000, 1024, 12],
  ])('%i training rows of a table: batches of %i, %i epochs', (train, batchSize, epochs) => {
    expect(trainingLength({ train, validation: train / 5 }, false)).toMatchObject({ batchSize, epochs });
  });

  it('counts steps: enough of them for any table, and no more than a few epochs need for a large one', () => {
    for (let train = 20; train < 3_000_000; train = Math.ceil(train * 1.3)) {
      for (const images of [false, true]) {
        const { batchSize, epochs } = trainingLength({ train, validation: train / 5 }, images);
        const steps = epochs * stepsPerEpoch(train, batchSize);
        expect(steps, `${String(train)} rows`).toBeGreaterThanOrEqual(
          Math.min(train < 150 ? 200 : 1000, 1500),
        );
        expect(epochs * train, `${String(train)} rows`).toBeLessThanOrEqual(
          Math.max(12 * train, 1500 * batchSize + train),
        );
      }
    }
  });

  it('waits for a part of the run, in steps too, and for five epochs at least', () => {
    const patience = (train: number) =>
      trainingLength({ train, validation: train / 5 }, false).earlyStopping?.patience;
    expect([350, 7000, 70_000].map(patience)).toEqual([19, 15, 5]);
  });

  it('stops early only where the validation rows can tell', () => {
    expect(trainingLength({ train: 35, validation: 8 }, false).earlyStopping).toBeNull();
    expect(trainingLength({ train: 700, validation: 0 }, false).earlyStopping).toBeNull();
    expect(trainingLength({ train: 140, validation: 30 }, false).earlyStopping).not.toBeNull();
  });
});
