// The least and the greatest value of a column, how often each stands and what comes next to it: by which numbers that stand for
// "not known" show themselves, such as -999 among positive ones.

/** Numbers that people write for "not known". */
const codes = new Set([
  1, 9, 99, 999, 9999, 99_999, 999_999, 9_999_999, 99_999_999, 999.9, 999.99, 9999.9, 9999.99,
]);
/** Fewest digits for which a great value may be one: 9 and 99 are values of many columns. */
const leastGreat = 99;
/** -1 and -9 are values beside few others: -1, 0 and 1 are answers. */
const smallCode = 9;
const rangeBesideSmall = 10;

/** Gathers one column. */
export class Extremes {
  #min = Infinity;
  #minCount = 0;
  #nextMin = Infinity;
  #max = -Infinity;
  #maxCount = 0;
  #nextMax = -Infinity;

  /** Adds some numbers; NaN is left out. */
  addAll(values: Float64Array): void {
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? NaN;
      // What lies between the second least and the second greatest, as most do, changes nothing.
      if (value <= this.#nextMin || value >= this.#nextMax) this.add(value);
    }
  }

  /** Adds a number that stands so often. */
  add(value: number, times = 1): void {
    if (value < this.#min) {
      this.#nextMin = this.#min;
      this.#min = value;
      this.#minCount = times;
    } else if (value === this.#min) this.#minCount += times;
    else if (value < this.#nextMin) this.#nextMin = value;
    if (value > this.#max) {
      this.#nextMax = this.#max;
      this.#max = value;
      this.#maxCount = times;
    } else if (value === this.#max) this.#maxCount += times;
    else if (value > this.#nextMax) this.#nextMax = value;
  }

  /** The value that probably stands for "not known", or null: a code that lies apart from all other values. */
  suspect(): { value: number; count: number } | null {
    const [min, max, nextMin, nextMax] = [this.#min, this.#max, this.#nextMin, this.#nextMax];
    const range = max - nextMin;
    const isAloneBelow = (nextMin >= 0 || nextMin - min > range) && range > 0;
    const isSmall = -min <= smallCode && range < rangeBesideSmall;
    if (min < 0 && !isSmall && codes.has(-min) && isAloneBelow) return { value: min, count: this.#minCount };
    const isAloneAbove = max - nextMax > nextMax - min && nextMax > min;
    if (max >= leastGreat && codes.has(max) && isAloneAbove) return { value: max, count: this.#maxCount };
    return null;
  }
}
