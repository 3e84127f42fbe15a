// Rows that every rival trains on: numbers in [0, 1) that repeat nowhere near, in the order in which they lie.
import type { Batch, BatchSource } from '../../../src/model/batch-source';
import { classes, type Model } from './models';

/** Different rows; a larger table repeats them, so that its size costs no memory here. */
const distinct = 1280;

const tables = new Map<number, Float32Array>();

/** All different rows of a width: fractions of multiples of an irrational number. */
function table(width: number): Float32Array {
  const known =
    tables.get(width) ??
    Float32Array.from({ length: distinct * width }, (_, i) => ((i + 1) * 0.6180339887498949) % 1);
  tables.set(width, known);
  return known;
}

const labelOf = (row: number): number => ((row % distinct) * 7 + 3) % classes;

/** Number of inputs of a sample. */
export const widthOf = ({ inputShape }: Model): number => inputShape.reduce((size, side) => size * side, 1);

/** The rows from `first` on. */
export function rowsFrom(width: number, first: number, rows: number): Batch {
  const features = new Float32Array(rows * width);
  const all = table(width);
  for (let row = 0; row < rows; row++) {
    const from = ((first + row) % distinct) * width;
    features.set(all.subarray(from, from + width), row * width);
  }
  return { rows, features, labels: Float32Array.from({ length: rows }, (_, row) => labelOf(first + row)) };
}

/** So many rows; as a whole where asked for, as a store hands out what fits in memory. */
export function sourceOf(model: Model, rows: number): BatchSource {
  const width = widthOf(model);
  return {
    trainRows: rows,
    validationRows: 0,
    async *train(_epoch, skip) {
      for (let first = skip * model.batchSize; first < rows; first += model.batchSize) {
        yield rowsFrom(width, first, Math.min(model.batchSize, rows - first));
      }
    },
    whole: async () => {
      const { features, labels } = rowsFrom(width, 0, rows);
      return { features, labels, order: () => Uint32Array.from({ length: rows }, (_, row) => row) };
    },
    async *validation() {
      // Nothing validates.
    },
  };
}
