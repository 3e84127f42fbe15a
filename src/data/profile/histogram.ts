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

/** Adds a value to the counts of its bin; values beyond the edges count in the outermost bins. */
export function countIntoBin(edges: readonly number[], counts: number[], value: number): void {
  const first = edges[0] ?? 0;
  const last = edges[edges.length - 1] ?? 1;
  const position = Math.floor(((value - first) / (last - first)) * counts.length);
  const bin = Math.min(counts.length - 1, Math.max(0, Number.isNaN(position) ? 0 : position));
  counts[bin] = (counts[bin] ?? 0) + 1;
}
