// Values as bins, by the SIMD kernel where there is one: some rows at a time are laid into its memory. Its twin is binOf of binning/cuts.ts.
import { binOf, mostBins } from '../binning/cuts';
import type { BinnedColumn } from '../binning/columns';
import { kernelFunctions, memoryOf, pageBytes } from './functions';
import type { Samples } from './flat-trees';

/** Writes the bins [rows, width] of samples. */
export type Binner = (bins: Uint8Array, samples: Samples) => void;

const blockBytes = 65_536;
/** Numbers of a column's cuts: one less than a byte has values. */
const cutsOfColumn = 256;

/** A binner for columns; it may keep memory of its own. */
export function openBinner(columns: readonly BinnedColumn[]): Binner {
  return openSimdBinner(columns) ?? plainBinner(columns);
}

/** The twin. */
export function plainBinner(columns: readonly BinnedColumn[]): Binner {
  return (bins, { rows, features, width }) => {
    for (const [at, column] of columns.entries())
      if (column.kind === 'levels') binLevels(bins, { rows, features, width }, at, column.bins);
      else
        for (let row = 0, place = at; row < rows; row++, place += width) {
          const value = features[place]!;
          bins[place] = Number.isNaN(value) ? column.bins : binOf(column.cuts, value);
        }
  };
}

/** Levels are their own bins; what is none of them is missing. */
function binLevels(bins: Uint8Array, { rows, features, width }: Samples, at: number, missing: number): void {
  for (let row = 0, place = at; row < rows; row++, place += width) {
    const value = features[place]!;
    bins[place] = value >= 0 && value < missing ? value : missing;
  }
}

function openSimdBinner(columns: readonly BinnedColumn[]): Binner | null {
  const width = columns.length;
  const block = Math.max(1, Math.floor(blockBytes / (4 * width + 1)));
  const samplesAt = pageBytes + 4 * cutsOfColumn * width;
  const binsAt = samplesAt + 4 * block * width;
  const memory = memoryOf(binsAt + block * width);
  const call = memory && kernelFunctions(memory);
  if (!call) return null;
  const cuts = new Float32Array(memory.buffer, pageBytes, cutsOfColumn * width).fill(NaN);
  for (const [at, column] of columns.entries())
    if (column.kind === 'number') cuts.set(column.cuts.subarray(0, mostBins), at * cutsOfColumn);
  const held = new Float32Array(memory.buffer, samplesAt, block * width);
  const found = new Uint8Array(memory.buffer, binsAt, block * width);
  return (bins, { rows, features }) => {
    for (let from = 0; from < rows; from += block) {
      const some = Math.min(block, rows - from);
      held.set(features.subarray(from * width, (from + some) * width));
      for (const [at, column] of columns.entries())
        if (column.kind === 'levels')
          binLevels(found, { rows: some, features: held, width }, at, column.bins);
        else {
          const cutsAt = pageBytes + 4 * cutsOfColumn * at;
          call.binColumn(samplesAt + 4 * at, some, width, cutsAt, column.bins, binsAt + at);
        }
      bins.set(found.subarray(0, some * width), from * width);
    }
  };
}
