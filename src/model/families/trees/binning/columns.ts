// What each encoded column is to a tree: numbers with cuts, or levels that are bins themselves.
import { mostBins } from './cuts';
import type { HistogramLayout } from '../kernels/kernels';

/** A column of the encoded sample before its rows were seen. */
export type ColumnKind = { kind: 'number' } | { kind: 'levels'; levels: number };

/** A column with its bins; "missing" is the bin after the last one. */
export type BinnedColumn =
  | { kind: 'number'; cuts: Float32Array; bins: number }
  /** A level is its own bin, from 0; others than these are missing. */
  | { kind: 'levels'; bins: number };

/** The layout of histograms over columns. */
export function layoutOf(columns: readonly BinnedColumn[]): HistogramLayout {
  const offsets = new Uint32Array(columns.length);
  let size = 0;
  columns.forEach(({ bins }, at) => {
    offsets[at] = size;
    size += 2 * (bins + 1);
  });
  return { width: columns.length, offsets, size };
}

/** Levels that have a bin; what is beyond them cannot be told from missing. */
export function levelBins(levels: number): number {
  return Math.min(levels, mostBins);
}
