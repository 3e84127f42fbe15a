// Binned rows as a forest reads them: column by column, every column in an order, so that each division is a place in it. Numbers have the
// order of their bins; levels that of level-order.ts. The rank after the last one is "missing", and of levels also "never seen".
import type { BinnedData, LabelledBins } from '../trees/binning/bin-rows';
import type { BinnedColumn } from '../trees/binning/columns';
import { orderedLevels } from './level-order';

/** What a column's ranks stand for. */
export interface RankedColumn {
  /** Ranks of what is present; this number itself is the rank of missing. */
  ranks: number;
  /** Of numbers: the cut after each rank but the last. */
  cuts: Float32Array | null;
  /** Of levels: the rank of each of 256 levels. */
  rankOf: Uint8Array | null;
  /** Where the values of each rank lie, about: what a cut drawn by chance is drawn between. */
  places: Float64Array;
}

/** Rows by ranks. */
export interface RankedRows {
  rows: number;
  /** [columns][rows] */
  ranks: Uint8Array[];
  /** Class indices, or scaled numbers. */
  labels: Float32Array;
}

/** Training and validation rows by ranks. */
export interface RankedData {
  columns: RankedColumn[];
  train: RankedRows;
  validation: RankedRows;
}

/**
 * Ranks the bins of rows by the targets of the training rows.
 * @param classes classes of the target, 0 for numbers; `weights`: of the training rows
 */
export function rankRows(
  { columns, train, validation }: BinnedData,
  classes: number,
  weights: Float64Array | null,
): RankedData {
  const ranked = columns.map((column, at) =>
    column.kind === 'number'
      ? { ranks: column.bins, cuts: column.cuts, rankOf: null, places: placesOf(column.cuts) }
      : rankLevels(column, at, train, classes, weights),
  );
  return { columns: ranked, train: byColumn(train, ranked), validation: byColumn(validation, ranked) };
}

/** The middle of each bin between its cuts; of the outermost as far beyond as their neighbours are wide. */
function placesOf(cuts: Float32Array): Float64Array {
  const last = cuts.length - 1;
  const end = (cut: number, neighbour: number | undefined) =>
    cut + (neighbour === undefined ? 0.5 : (cut - neighbour) / 2);
  return Float64Array.from({ length: cuts.length + 1 }, (_, bin) => {
    if (cuts.length === 0) return 0;
    if (bin === 0) return last === 0 ? cuts[0]! - 0.5 : end(cuts[0]!, cuts[1]);
    return bin > last ? end(cuts[last]!, cuts[last - 1]) : (cuts[bin - 1]! + cuts[bin]!) / 2;
  });
}

function rankLevels(
  { bins }: BinnedColumn,
  at: number,
  { rows, width, bins: codes, labels }: LabelledBins,
  classes: number,
  weights: Float64Array | null,
): RankedColumn {
  const outputs = classes > 2 ? classes : 1;
  const ofLevels = {
    weights: new Float64Array(bins),
    sums: new Float64Array(bins * outputs),
    width: outputs,
  };
  for (let row = 0; row < rows; row++) {
    const level = codes[row * width + at]!;
    if (level >= bins) continue;
    const weight = weights?.[row] ?? 1;
    ofLevels.weights[level]! += weight;
    if (outputs === 1) ofLevels.sums[level]! += weight * labels[row]!;
    else ofLevels.sums[level * outputs + labels[row]!]! += weight;
  }
  const order = orderedLevels(ofLevels);
  const rankOf = new Uint8Array(256).fill(order.length);
  for (const [rank, level] of order.entries()) rankOf[level] = rank;
  return { ranks: order.length, cuts: null, rankOf, places: Float64Array.from(order.keys()) };
}

function byColumn({ rows, width, bins, labels }: LabelledBins, columns: readonly RankedColumn[]): RankedRows {
  const ranks = columns.map(({ rankOf }, at) => {
    const own = new Uint8Array(rows);
    for (let row = 0, from = at; row < rows; row++, from += width)
      own[row] = rankOf ? rankOf[bins[from]!]! : bins[from]!;
    return own;
  });
  return { rows, ranks, labels };
}
