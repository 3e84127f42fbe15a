// How often each value of a column stands, where they are whole numbers of some unit, or decimals of few digits, that lie close together:
// one count a value, from which all else is known exactly. Not for other columns: it gives up on those.
import { floatUnits, wholesOf } from '../columns/layouts/wholes';

/** Four decimals. */
const largestScale = 10_000;
/** Counts of a column: 4 MiB. */
const mostCounts = 2 ** 20;
/** For each of its rows so far: the counts of ten thousand columns have to stand beside each other. */
const countsPerRow = 4;

/** Values, ascending, and how often each stood. */
export interface CountedValues {
  values: Float64Array;
  times: Uint32Array;
}

/** Counts of one column. */
export class WholeCounts {
  /** Of all values that are not missing. */
  count = 0;
  readonly #units: readonly number[];
  readonly #unit: number;
  #scale = 1;
  /** The whole number of the first count. */
  #base = 0;
  #counts = new Uint32Array(0);
  #rows = 0;

  constructor(type: keyof typeof floatUnits) {
    this.#units = floatUnits[type];
    this.#unit = this.#units[0] ?? 1;
  }

  /** Whether no value has decimals. */
  get isWhole(): boolean {
    return this.#scale === 1;
  }

  /** Counts some values, NaN left out; false, and nothing of them counted, where they are too many different ones. */
  add(values: Float64Array): boolean {
    const wholes = wholesOf(values, this.#units);
    if (!wholes || wholes.unit !== this.#unit || wholes.scale > largestScale) return false;
    if (wholes.scale > this.#scale && !this.#rescale(wholes.scale)) return false;
    this.#rows += values.length;
    const { least, greatest, base, codes, missing } = wholes;
    if (least > greatest) return true;
    const times = this.#scale / wholes.scale;
    if (!this.#reserve(least * times, greatest * times)) return false;
    const counts = this.#counts;
    const first = base * times - this.#base;
    let count = 0;
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at] ?? missing;
      if (code === missing) continue;
      const place = code * times + first;
      counts[place] = (counts[place] ?? 0) + 1;
      count++;
    }
    this.count += count;
    return true;
  }

  /** All that stood. */
  table(): CountedValues {
    const [unit, scale, base, counts] = [this.#unit, this.#scale, this.#base, this.#counts];
    let distinct = 0;
    for (let at = 0; at < counts.length; at++) if ((counts[at] ?? 0) > 0) distinct++;
    const [values, times] = [new Float64Array(distinct), new Uint32Array(distinct)];
    for (let at = 0, next = 0; next < distinct; at++) {
      const count = counts[at] ?? 0;
      if (count === 0) continue;
      values[next] = ((base + at) * unit) / scale;
      times[next++] = count;
    }
    return { values, times };
  }

  #rescale(scale: number): boolean {
    const times = scale / this.#scale;
    const [before, base] = [this.#counts, this.#base];
    if (before.length * times > mostCounts) return false;
    const counts = new Uint32Array(before.length * times);
    before.forEach((count, at) => (counts[at * times] = count));
    this.#counts = counts;
    this.#base = base * times;
    this.#scale = scale;
    return true;
  }

  #reserve(least: number, greatest: number): boolean {
    const [before, base] = [this.#counts, this.#base];
    const from = before.length === 0 ? least : Math.min(base, least);
    const to = Math.max(before.length === 0 ? greatest : base + before.length - 1, greatest);
    const needed = to - from + 1;
    if (before.length > 0 && from === base && needed <= before.length) return true;
    if (!(needed <= Math.min(mostCounts, this.#rows * countsPerRow))) return false;
    // A little more at both ends, so that it does not grow with every group.
    const room = Math.min(Math.floor(needed / 2), mostCounts - needed);
    const below = from < base || before.length === 0 ? Math.floor(room / 2) : 0;
    const counts = new Uint32Array(needed + room);
    if (before.length > 0) counts.set(before, base - from + below);
    this.#counts = counts;
    this.#base = from - below;
    return true;
  }
}
