// LZ4 frames, as Arrow compresses its buffers. Blocks may refer to those before them, so all of a frame is unpacked into one array.
// Layout: github.com/lz4/lz4, doc/lz4_Frame_format.md and doc/lz4_Block_format.md. Checksums are not compared: what a table holds is checked.

const magic = 0x184d2204;
const shortestMatch = 4;

/** A frame unpacked into exactly `bytes`. @throws Error where it is none, or is not as long. */
export function unpackLz4Frame(frame: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== magic) throw new Error('no LZ4 frame');
  const flags = view.getUint8(4);
  const hasBlockChecksum = (flags & 0x10) !== 0;
  // Flags, block size and header checksum; the size of the content and a dictionary's name where the flags say so.
  let at = 4 + 3 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
  const out = new Uint8Array(bytes);
  let length = 0;
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) break;
    const end = at + (size & 0x7fffffff);
    if (end > frame.length) throw new Error('a block outside its frame');
    const isStored = size > 0x7fffffff;
    if (isStored) {
      out.set(frame.subarray(at, end), length);
      length += end - at;
    } else length = unpackBlock(frame, at, end, out, length);
    at = end + (hasBlockChecksum ? 4 : 0);
  }
  if (length !== bytes) throw new Error(`${length} bytes instead of ${bytes}`);
  return out;
}

/** Literals and matches in turn; gives where the output ends. */
function unpackBlock(from: Uint8Array, start: number, end: number, out: Uint8Array, length: number): number {
  let at = start;
  let to = length;
  /** A length of 15 or more goes on in the bytes that follow. */
  const extended = (nibble: number): number => {
    let total = nibble;
    for (let next = nibble === 15 ? 255 : 0; next === 255; total += next) next = from[at++] ?? 0;
    return total;
  };
  while (at < end) {
    const token = from[at++] ?? 0;
    const literals = extended(token >> 4);
    if (at + literals > end || to + literals > out.length) throw new Error('literals outside their block');
    out.set(from.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= end) break;
    const back = (from[at] ?? 0) | ((from[at + 1] ?? 0) << 8);
    at += 2;
    const match = extended(token & 15) + shortestMatch;
    if (back === 0 || back > to || to + match > out.length) throw new Error('a match outside its frame');
    // Byte by byte, since a match may overlap what it makes.
    for (let copied = 0; copied < match; copied++, to++) out[to] = out[to - back] ?? 0;
  }
  return to;
}
