// Which ends of a histogram count more than they show: bins lie between the outer percentiles, and values beyond are in the last ones.

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
