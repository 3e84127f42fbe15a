// Floats as whole numbers of a unit, where they are: prices as cents, moments as days. What is stored and what is counted both ask, of the same
// values, so that the last answers are kept.
import { floatKernel, type Codes, type FloatKernel, type Measuring } from '../../kernels/floats/float-kernel';

/** What values of a type often are whole multiples of, the greatest first; moments in milliseconds. */
export const floatUnits = { number: [], datetime: [86_400_000, 60_000, 1000] } as const;

/** Powers of ten: whole numbers of 1 / scale. */
const scales = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const missing8 = 2 ** 8 - 1;
const missing16 = 2 ** 16 - 1;
const missing32 = -(2 ** 31);

/** value = (base + code) · unit / scale, computed in this order in Float64. */
export interface Wholes {
  unit: number;
  scale: number;
  base: number;
  /** In the fewest bytes: of one or two the greatest code means missing, of Int32 the least. */
  codes: Codes;
  missing: number;
  /** Of base + code; the least is greater than the greatest where there is no value. */
  least: number;
  greatest: number;
  /** Whether −0 is among the values, which comes back as 0. */
  hasNegativeZero: boolean;
}

const known = new WeakMap<Float64Array, { units: string; wholes: Wholes | null }>();

/**
 * The values as whole numbers of the first of `units` of which all of them are multiples, else of the fewest decimals that hold them all; null where
 * there are none, or where they lie too far apart for Int32. Values must not change as long as they are asked about.
 */
export function wholesOf(values: Float64Array, units: readonly number[]): Wholes | null {
  const key = units.join();
  const found = known.get(values);
  if (found?.units === key) return found.wholes;
  const wholes = findWholes(values, units, floatKernel());
  known.set(values, { units: key, wholes });
  return wholes;
}

/** As `wholesOf`, with the kernel or, where it is null, without. */
export function findWholes(
  values: Float64Array,
  units: readonly number[],
  kernel: FloatKernel | null,
): Wholes | null {
  kernel?.place(values);
  const measure = (unit: number, scale: number, before: Measuring): Measuring =>
    kernel ? kernel.measure(values.length, unit, scale, before) : measureValues(values, unit, scale, before);
  for (const unit of units) {
    const measured = measure(unit, 1, nothing);
    if (measured.done === values.length) return coded(values, { unit, scale: 1, ...measured }, kernel);
  }
  let measured = nothing;
  for (const scale of scales) {
    measured = measure(1, scale, measured);
    if (measured.done === values.length) return coded(values, { unit: 1, scale, ...measured }, kernel);
    // More decimals leave what matched before as it is: the quotient of the same two numbers, ten times as large.
    measured = { ...measured, least: measured.least * 10, greatest: measured.greatest * 10 };
  }
  return null;
}

const nothing: Measuring = { done: 0, least: Infinity, greatest: -Infinity, hasNegativeZero: false };

function measureValues(values: Float64Array, unit: number, scale: number, before: Measuring): Measuring {
  let { done, least, greatest, hasNegativeZero } = before;
  for (; done < values.length; done++) {
    const value = values[done] ?? NaN;
    if (value !== value) continue;
    const whole = Math.round((value / unit) * scale);
    if ((whole * unit) / scale !== value) break;
    if (whole < least) least = whole;
    if (whole > greatest) greatest = whole;
    hasNegativeZero ||= Object.is(value, -0);
  }
  return { done, least, greatest, hasNegativeZero };
}

interface Found extends Measuring {
  unit: number;
  scale: number;
}

function coded(values: Float64Array, found: Found, kernel: FloatKernel | null): Wholes | null {
  const { unit, scale, hasNegativeZero } = found;
  // Of both zeros the least may be either.
  const [least, greatest] = [found.least + 0, found.greatest + 0];
  const from = least > greatest ? 0 : least;
  const range = least > greatest ? 0 : greatest - least;
  if (!(Math.max(Math.abs(from), Math.abs(from + range)) <= Number.MAX_SAFE_INTEGER)) return null;
  const shape =
    range < missing8
      ? { codes: new Uint8Array(values.length), base: from, missing: missing8 }
      : range < missing16
        ? { codes: new Uint16Array(values.length), base: from, missing: missing16 }
        : least > missing32 && greatest < -missing32
          ? { codes: new Int32Array(values.length), base: 0, missing: missing32 }
          : null;
  if (!shape) return null;
  const wholes = { unit, scale, least, greatest, hasNegativeZero, ...shape };
  if (kernel) kernel.codes(wholes, wholes.codes);
  else writeCodes(values, wholes);
  return wholes;
}

function writeCodes(values: Float64Array, { unit, scale, base, missing, codes }: Wholes): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    codes[row] = value === value ? Math.round((value / unit) * scale) - base : missing;
  }
}
