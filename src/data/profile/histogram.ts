// Equal-width bins for the small distribution beside a column.

const bins = 24;

/**
 * Edges of the bins, from ascending values: between the neighbours of the 0.5 and 99.5 percentiles, so that one
 * outlier does not press all others into one bin. Whole numbers of a short range get a bin each.
 */
export function histogramEdges(sorted: Float64Array): number[] {
  const low = sorted[Math.floor((sorted.length - 1) * 0.005)] ?? 0;
  const high = sorted[Math.ceil((sorted.length - 1) * 0.995)] ?? 0;
  if (high - low < bins && sorted.every(Number.isInteger))
    return Array.from({ length: high - low + 2 }, (_, index) => low - 0.5 + index);
  if (low === high) return [low - 0.5, low + 0.5];
  // Weighted rather than stepped: high − low may overflow.
  return Array.from({ length: bins + 1 }, (_, at) => low * (1 - at / bins) + high * (at / bins));
}

/** Adds values to the counts of their bins, each as often as `times` says, or once; those beyond the edges count in the outermost bins, NaN in none. */
export function countIntoBins(
  edges: readonly number[],
  counts: number[],
  values: Float64Array,
  times?: Uint32Array,
): void {
  const first = edges[0] ?? 0;
  const width = (edges[edges.length - 1] ?? 1) - first;
  const bins = counts.length;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (value !== value) continue;
    const position = Math.floor(((value - first) / width) * bins);
    // Where the width overflows, a position may be none.
    const bin = position >= bins ? bins - 1 : position >= 0 ? position : 0;
    counts[bin] = (counts[bin] ?? 0) + (times?.[at] ?? 1);
  }
}
