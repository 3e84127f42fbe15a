// Round numbers for an axis. Not for uPlot, which finds its own.
// Also which ends of a histogram count more than they show: its bins lie between the outer percentiles, and values beyond are in the last ones.

/** About `wanted` round values (1, 2 or 5 times a power of ten) inside [low, high]. */
export function niceTicks(low: number, high: number, wanted = 5): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high) || wanted < 1) return [];
  if (low === high) return [low];
  const [from, to] = low < high ? [low, high] : [high, low];
  const rough = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Multiples rather than sums: 0.1 + 0.2 is no round number.
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Whether the first and the last bar also count what lies beyond them. */
export interface Tails {
  low: boolean;
  high: boolean;
}

/** Every bar shows what it counts. */
export const noTails: Tails = { low: false, high: false };

/** Of bins with these edges, where values reach from `min` to `max`. */
export function tailsOf(edges: readonly number[], min: number, max: number): Tails {
  return { low: min < (edges[0] ?? min), high: max > (edges.at(-1) ?? max) };
}
