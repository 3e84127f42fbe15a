// Floats as small whole numbers, where that is exact: a group of prices between 0 and 600 takes two bytes a row rather than eight.
//
//   value = (base + code) * unit / scale, computed in this order in Float64; the greatest code of a width means missing, of Int32 the least.
//
// Only what comes back bit for bit is stored so: -0, infinities and values with too many digits lie as Float32 or Float64.
import type { StoredParts, WrittenParts } from '../column-type';
import { wholesOf, type Wholes } from './wholes';

/** Names of the forms in stored directories; never given to another form. */
export const forms = { float64: 0, uint8: 1, uint16: 2, int32: 3, float32: 4 } as const;

const missing8 = 2 ** 8 - 1;
const missing16 = 2 ** 16 - 1;
const missing32 = -(2 ** 31);
const parameters = 3;

/** The values in the narrowest form that holds them; `units`: what they may be whole multiples of, the greatest first. */
export function writeFloats(values: Float64Array, units: readonly number[]): WrittenParts {
  const wholes = wholesOf(values, units);
  if (wholes && !wholes.hasNegativeZero) {
    const { codes, base, unit, scale } = wholes;
    return { form: formOf(codes), parts: [codes, Float64Array.of(base, unit, scale)] };
  }
  if (values.every((value) => Object.is(Math.fround(value), value)))
    return { form: forms.float32, parts: [Float32Array.from(values)] };
  return { form: forms.float64, parts: [values] };
}

function formOf(codes: Wholes['codes']): number {
  return codes instanceof Uint8Array
    ? forms.uint8
    : codes instanceof Uint16Array
      ? forms.uint16
      : forms.int32;
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
