// What each encoded column is to a tree: numbers with cuts, or levels that are bins themselves.
import { mostBins } from './cuts';
import type { HistogramLayout } from '../kernels/tree-kernel';

/** A column of the encoded sample before its rows were seen. */
export type ColumnKind = { kind: 'number' } | { kind: 'levels'; levels: number };

/** A column with its bins; "missing" is the bin after the last one. */
export type BinnedColumn =
  | { kind: 'number'; cuts: Float32Array; bins: number }
  /** A level is its own bin, from 0; others than these are missing. */
  | { kind: 'levels'; bins: number };

/** Bytes of a record with the bins of so many columns. */
export function recordBytes(columns: number): number {
  return Math.ceil(columns / 8) * 8;
}

/** The layout of histograms over some of the columns. */
export function layoutOf(
  columns: readonly BinnedColumn[],
  chosen: Uint32Array,
): Omit<HistogramLayout, 'places'> {
  const offsets = new Uint32Array(chosen.length);
  let size = 0;
  chosen.forEach((column, at) => {
    offsets[at] = size;
    size += 2 * (columns[column]!.bins + 1);
  });
  return { columns: chosen, offsets, size, stride: recordBytes(chosen.length) };
}

/** Levels that have a bin; what is beyond them cannot be told from missing. */
export function levelBins(levels: number): number {
  return Math.min(levels, mostBins);
}
