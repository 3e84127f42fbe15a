// Floats as small whole numbers, where that is exact: a group of prices between 0 and 600 takes two bytes a row rather than eight.
//
//   value = (base + code) * unit / scale, computed in this order in Float64; the greatest code of a width means missing, of Int32 the least.
//
// Only what comes back bit for bit is stored so: -0, infinities and values with too many digits lie as Float32 or Float64.
import type { StoredArray, StoredParts, WrittenParts } from '../column-type';

/** Names of the forms in stored directories; never given to another form. */
export const forms = { float64: 0, uint8: 1, uint16: 2, int32: 3, float32: 4 } as const;

const scales = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const missing8 = 2 ** 8 - 1;
const missing16 = 2 ** 16 - 1;
const missing32 = -(2 ** 31);
const parameters = 3;

/** How values become whole numbers. */
interface Scaling {
  unit: number;
  scale: number;
}

/** The values in the narrowest form that holds them; `units`: what they may be whole multiples of, the greatest first. */
export function writeFloats(values: Float64Array, units: readonly number[]): WrittenParts {
  const scaling = scalingOf(values, units);
  const whole = scaling && writeWhole(values, scaling);
  if (whole) return whole;
  if (values.every((value) => Object.is(Math.fround(value), value)))
    return { form: forms.float32, parts: [Float32Array.from(values)] };
  return { form: forms.float64, parts: [values] };
}

/** The values as they were written. */
export function openFloats(stored: StoredParts): Float64Array {
  const { buffer, rows, form, place, damaged } = stored;
  if (form === forms.float64) return new Float64Array(buffer, place(0, rows * 8)[0], rows);
  if (form === forms.float32) return Float64Array.from(new Float32Array(buffer, place(0, rows * 4)[0], rows));
  const [base = 0, unit = 1, scale = 1] = new Float64Array(buffer, place(1, parameters * 8)[0], parameters);
  const [codes, missing] =
    form === forms.uint8
      ? ([new Uint8Array(buffer, place(0, rows)[0], rows), missing8] as const)
      : form === forms.uint16
        ? ([new Uint16Array(buffer, place(0, rows * 2)[0], rows), missing16] as const)
        : form === forms.int32
          ? ([new Int32Array(buffer, place(0, rows * 4)[0], rows), missing32] as const)
          : [null, 0];
  if (!codes) throw damaged('numbers in an unknown form');
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = codes[row] ?? missing;
    values[row] = code === missing ? NaN : ((base + code) * unit) / scale;
  }
  return values;
}

/** The unit and the fewest decimals by which every value is a whole number, or null where there are none. */
function scalingOf(values: Float64Array, units: readonly number[]): Scaling | null {
  for (const unit of units)
    if (values.every((value) => value !== value || value % unit === 0)) return { unit, scale: 1 };
  let at = 0;
  let scale = 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    if (value !== value) continue;
    // More decimals leave what matched before as it is: the quotient of the same two numbers, ten times as large.
    while (Math.round(value * scale) / scale !== value) {
      const next = scales[++at];
      if (next === undefined) return null;
      scale = next;
    }
  }
  return { unit: 1, scale };
}

function writeWhole(values: Float64Array, { unit, scale }: Scaling): WrittenParts | null {
  const wholes = new Float64Array(values.length);
  let least = Infinity;
  let greatest = -Infinity;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    const whole = Math.round((value / unit) * scale);
    wholes[row] = whole;
    if (whole !== whole) continue;
    if ((whole * unit) / scale !== value || Object.is(value, -0)) return null;
    if (whole < least) least = whole;
    if (whole > greatest) greatest = whole;
  }
  if (least > greatest) [least, greatest] = [0, 0];
  if (!(Math.max(-least, greatest) <= Number.MAX_SAFE_INTEGER)) return null;
  const range = greatest - least;
  const written = (form: number, codes: StoredArray, base: number, missing: number): WrittenParts => {
    for (let row = 0; row < wholes.length; row++) {
      const whole = wholes[row] ?? NaN;
      codes[row] = whole === whole ? whole - base : missing;
    }
    return { form, parts: [codes, Float64Array.of(base, unit, scale)] };
  };
  if (range < missing8) return written(forms.uint8, new Uint8Array(values.length), least, missing8);
  if (range < missing16) return written(forms.uint16, new Uint16Array(values.length), least, missing16);
  if (least > missing32 && greatest < -missing32)
    return written(forms.int32, new Int32Array(values.length), 0, missing32);
  return null;
}
