// What training reads from: a promise of batches, kept by engine/training/batches.ts over the store and by arrays in tests.

/** Encoded samples. Arrays may be reused for the next batch: use them before asking for it. */
export interface Batch {
  rows: number;
  /** [rows, …inputShape] */
  features: Float32Array;
  /** [rows]: class indices, or scaled numbers. */
  labels: Float32Array;
}

/** All training rows, encoded. */
export interface WholeRows {
  /** [rows, …inputShape] */
  features: Float32Array;
  labels: Float32Array;
  /** The order of an epoch: `train` gives the same rows in the same order. */
  order(epoch: number): Uint32Array;
}

/** The training and validation rows of one partition. */
export interface BatchSource {
  trainRows: number;
  validationRows: number;
  /** Batches of one epoch (from 0) in its own order, without the first `skip`; a pure function of the seed and the epoch. */
  train(epoch: number, skip: number): AsyncIterable<Batch>;
  /** The training rows where they fit in memory as a whole, else null. */
  whole?(): Promise<WholeRows | null>;
  /** Validation rows in dataset order, in batches of the source's choice. */
  validation(): AsyncIterable<Batch>;
}
