// Names the Philox streams of a run, so that no two uses of random numbers ever share one.

const bases = {
  /** Initial weights; indexed by layer. */
  weights: 0x10000000,
  /** Dropout masks; indexed by layer, counted by step. */
  dropout: 0x20000000,
  /** Order of row groups; indexed by epoch. */
  groups: 0x30000000,
  /** Order of rows inside one window; indexed by epoch, seeded per window. */
  rows: 0x40000000,
  /** Which training rows a judgement samples. */
  sample: 0x50000000,
  /** Which validation rows a calibrator is tried on. */
  calibration: 0x60000000,
} as const;

/** The Philox stream for one use of random numbers; `index` tells layers or epochs apart (below 2²⁸). */
export function streamOf(use: keyof typeof bases, index = 0): number {
  return bases[use] + index;
}
