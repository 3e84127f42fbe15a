// Codes into a dictionary in the fewest bytes: one a row for up to 255 levels. The greatest code of a width means missing, of Int32 −1 does.
import type { StoredParts, WrittenParts } from '../column-type';

/** Names of the forms in stored directories; never given to another form. */
const forms = { int32: 0, uint8: 1, uint16: 2 } as const;

const missing8 = 2 ** 8 - 1;
const missing16 = 2 ** 16 - 1;

/** The codes in the narrowest form. */
export function writeCodes(codes: Int32Array): WrittenParts {
  let greatest = -1;
  for (const code of codes) if (code > greatest) greatest = code;
  // −1 turns into the greatest code of the width.
  if (greatest < missing8) return { form: forms.uint8, parts: [Uint8Array.from(codes)] };
  if (greatest < missing16) return { form: forms.uint16, parts: [Uint16Array.from(codes)] };
  return { form: forms.int32, parts: [codes] };
}

/** The codes as they were written; they may lie outside the dictionary where the bytes are damaged. */
export function openCodes({ buffer, rows, form, place, damaged }: StoredParts): Int32Array {
  if (form === forms.int32) return new Int32Array(buffer, place(0, rows * 4)[0], rows);
  if (form === forms.uint8) return widened(new Uint8Array(buffer, place(0, rows)[0], rows), missing8);
  if (form === forms.uint16) return widened(new Uint16Array(buffer, place(0, rows * 2)[0], rows), missing16);
  throw damaged('codes in an unknown form');
}

function widened(narrow: Uint8Array | Uint16Array, missing: number): Int32Array {
  const codes = Int32Array.from(narrow);
  for (let row = 0; row < codes.length; row++) if (codes[row] === missing) codes[row] = -1;
  return codes;
}
