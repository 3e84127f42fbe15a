// How far a metric could be off because only these rows were seen: the percentile bootstrap (Efron 1979).
import { HearthError } from '../../contract/transport/fault';
import { Philox } from '../random';

const bootstrapStream = 0xb007;

/** How often to draw, from which seed, and the share of draws that lies inside the interval. */
export interface BootstrapOptions {
  resamples: number;
  seed: number;
  level?: number;
}

/**
 * The interval that holds `level` (0.9: the 5th to the 95th percentile) of the statistic over resamples of n rows.
 * `rows` is reused between calls; draws for which the statistic is not a number (a class is missing) do not count.
 * Throws `rows_too_few` where no draw counts.
 */
export function bootstrapInterval(
  n: number,
  statistic: (rows: Uint32Array) => number,
  { resamples, seed, level = 0.9 }: BootstrapOptions,
): [number, number] {
  return intervalOfDraws([...bootstrapDraws(n, statistic, { resamples, seed })], n, level);
}

/** The statistic of one resample after another, for whoever does other things in between; NaN where it is not defined. */
export function* bootstrapDraws(
  n: number,
  statistic: (rows: Uint32Array) => number,
  { resamples, seed }: Pick<BootstrapOptions, 'resamples' | 'seed'>,
): Generator<number> {
  const random = new Philox(seed, bootstrapStream);
  const rows = new Uint32Array(n);
  for (let draw = 0; draw < resamples && n > 0; draw++) {
    for (let i = 0; i < n; i++) rows[i] = random.below(n);
    yield statistic(rows);
  }
}

/** The interval that holds `level` of the draws that count. Throws `rows_too_few` where none does. */
export function intervalOfDraws(draws: readonly number[], n: number, level: number): [number, number] {
  const sorted = Float64Array.from(draws.filter((value) => Number.isFinite(value))).sort();
  if (sorted.length === 0) throw new HearthError('rows_too_few', {}, { rows: n, needed: 2 });
  return [percentile(sorted, (1 - level) / 2), percentile(sorted, (1 + level) / 2)];
}

/**
 * The same of the difference of two statistics over the very same draws: what both find hard or easy in a draw cancels. null where no
 * draw counts.
 */
export function pairedInterval(
  n: number,
  [first, second]: readonly [(rows: Uint32Array) => number, (rows: Uint32Array) => number],
  options: BootstrapOptions,
): [number, number] | null {
  try {
    return bootstrapInterval(n, (rows) => first(rows) - second(rows), options);
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'rows_too_few') return null;
    throw thrown;
  }
}

/** The value below which the given share of the sorted values lies, interpolated in a line (Hyndman and Fan's type 7). */
export function percentile(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}
