// Rows that every rival trains on: numbers in [0, 1) or token ids that repeat nowhere near, in the order in which they lie.
import type { Batch, BatchSource } from '../../../src/model/net/training/batch-source';
import { classes, type Model } from './models';

/** Different rows; a larger table repeats them, so that its size costs no memory here. */
const distinct = 1280;

const tables = new Map<string, Float32Array>();

/** All different rows of a model: fractions of multiples of an irrational number, as ids where it reads those. */
function table(model: Model): Float32Array {
  const [width, vocabulary] = [widthOf(model), vocabularyOf(model)];
  const key = `${width} ${vocabulary}`;
  const number = (i: number) => {
    const fraction = ((i + 1) * 0.6180339887498949) % 1;
    return vocabulary === null ? fraction : Math.floor(fraction * vocabulary);
  };
  const known = tables.get(key) ?? Float32Array.from({ length: distinct * width }, (_, i) => number(i));
  tables.set(key, known);
  return known;
}

/** Number of token ids that a model knows; null where it reads numbers. */
function vocabularyOf({ layers: [first] }: Model): number | null {
  return first?.kind === 'embedding' ? first.vocabulary : null;
}

const labelOf = (row: number): number => ((row % distinct) * 7 + 3) % classes;

/** Number of inputs of a sample. */
export const widthOf = ({ inputShape }: Model): number => inputShape.reduce((size, side) => size * side, 1);

/** The rows from `first` on; in `into`, where that is given, which has room for them. */
export function rowsFrom(model: Model, first: number, rows: number, into?: Float32Array): Batch {
  const width = widthOf(model);
  const features = into?.subarray(0, rows * width) ?? new Float32Array(rows * width);
  const all = table(model);
  for (let row = 0; row < rows; row++) {
    const from = ((first + row) % distinct) * width;
    features.set(all.subarray(from, from + width), row * width);
  }
  return { rows, features, labels: Float32Array.from({ length: rows }, (_, row) => labelOf(first + row)) };
}

/** So many rows; as a whole where asked for, as a store hands out what fits in memory. Batches share their memory, as a store's do. */
export function sourceOf(model: Model, rows: number): BatchSource {
  return {
    trainRows: rows,
    validationRows: 0,
    async *train(_epoch, skip) {
      const memory = new Float32Array(model.batchSize * widthOf(model));
      for (let first = skip * model.batchSize; first < rows; first += model.batchSize) {
        yield rowsFrom(model, first, Math.min(model.batchSize, rows - first), memory);
      }
    },
    whole: async () => {
      const { features, labels } = rowsFrom(model, 0, rows);
      return { features, labels, order: () => Uint32Array.from({ length: rows }, (_, row) => row) };
    },
    async *validation() {
      // Nothing validates.
    },
  };
}
