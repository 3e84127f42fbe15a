// Small whole numbers of a Parquet page: runs of one value and values packed bit by bit, as levels and places in dictionaries are written.
// The encoding: https://parquet.apache.org/docs/file-format/data-pages/encodings/ (RLE / Bit-Packing Hybrid).

/**
 * Fills `into` from the bytes. @param width bits of a value, 1 to 32
 * @throws RangeError where the bytes end before it is full
 */
export function readPacked(bytes: Uint8Array, width: number, into: Uint8Array | Int32Array): void {
  let at = 0;
  let filled = 0;
  while (filled < into.length) {
    const [header, start] = readLength(bytes, at);
    at = start;
    if (header % 2 === 1) {
      const count = Math.min((header - 1) * 4, into.length - filled);
      if (width === 1) readBits(bytes, at, into.subarray(filled, filled + count));
      else unpack(bytes, at, width, into.subarray(filled, filled + count));
      at += ((header - 1) / 2) * width;
      filled += count;
    } else {
      const size = Math.ceil(width / 8);
      if (at + size > bytes.length) throw new RangeError('a run beyond its page');
      let value = 0;
      for (let byte = 0; byte < size; byte++) value |= bytes[at + byte]! << (8 * byte);
      at += size;
      const end = Math.min(filled + header / 2, into.length);
      into.fill(value, filled, end);
      filled = end;
    }
  }
}

/** A whole number in groups of seven bits, the lowest first, and where it ends. */
function readLength(bytes: Uint8Array, from: number): [value: number, end: number] {
  let value = 0;
  for (let at = from, scale = 1; at < bytes.length && at < from + 5; at++, scale *= 128) {
    const byte = bytes[at]!;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at + 1];
  }
  throw new RangeError('a run without a length');
}

function readBits(bytes: Uint8Array, from: number, into: Uint8Array | Int32Array): void {
  if (from + Math.ceil(into.length / 8) > bytes.length) throw new RangeError('bits beyond their page');
  for (let at = 0; at < into.length; at += 8) {
    const byte = bytes[from + at / 8]!;
    if (byte === 255 && at + 8 <= into.length) into.fill(1, at, at + 8);
    else for (let bit = 0; bit < 8 && at + bit < into.length; bit++) into[at + bit] = (byte >>> bit) & 1;
  }
}

function unpack(bytes: Uint8Array, from: number, width: number, into: Uint8Array | Int32Array): void {
  if (from + Math.ceil((into.length * width) / 8) > bytes.length)
    throw new RangeError('values beyond their page');
  // Up to 31 bits wait for the next byte, and 8 more come: more than an Int32 holds from 25 bits on.
  if (width > 24) {
    for (let at = 0; at < into.length; at++) {
      let value = 0;
      for (let bit = 0; bit < width; bit++) {
        const place = at * width + bit;
        value |= ((bytes[from + (place >>> 3)]! >>> (place & 7)) & 1) << bit;
      }
      into[at] = value;
    }
    return;
  }
  const mask = 2 ** width - 1;
  let [held, bits, next] = [0, 0, from];
  for (let at = 0; at < into.length; at++) {
    for (; bits < width; bits += 8) held |= bytes[next++]! << bits;
    into[at] = held & mask;
    held >>>= width;
    bits -= width;
  }
}
