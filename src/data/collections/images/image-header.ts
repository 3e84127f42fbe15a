// How large an image is, from its first bytes: asked before it is decoded, so that a small file cannot fill the memory.

/** In pixels. */
export interface ImageSize {
  height: number;
  width: number;
  type: `image/${string}`;
}

/** The size that an image says it has; null where the bytes are no image of these kinds. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  for (const read of [png, jpeg, gif, bmp, webp]) {
    const size = read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (size) return size.height > 0 && size.width > 0 ? size : null;
  }
  return null;
}

type Reader = (bytes: Uint8Array, view: DataView) => ImageSize | null;

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean =>
  bytes.length >= at + text.length &&
  Array.from(text).every((sign, index) => bytes[at + index] === sign.charCodeAt(0));

const png: Reader = (bytes, view) =>
  bytes.length >= 24 && startsWith(bytes, '\x89PNG') && startsWith(bytes, 'IHDR', 12)
    ? { width: view.getUint32(16), height: view.getUint32(20), type: 'image/png' }
    : null;

const gif: Reader = (bytes, view) =>
  bytes.length >= 10 && startsWith(bytes, 'GIF8')
    ? { width: view.getUint16(6, true), height: view.getUint16(8, true), type: 'image/gif' }
    : null;

/** The height is negative where rows go downwards; the oldest kind has sizes of 16 bits. */
const bmp: Reader = (bytes, view) => {
  if (bytes.length < 26 || !startsWith(bytes, 'BM')) return null;
  const isOld = view.getUint32(14, true) === 12;
  return {
    width: isOld ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true)),
    height: isOld ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true)),
    type: 'image/bmp',
  };
};

/** A frame's header stands behind any number of segments. */
const jpeg: Reader = (bytes, view) => {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // Start of frame, but for tables (c4, c8, cc) between.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), type: 'image/jpeg' };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
};

/** Three kinds: with losses, without, and with features (alpha, colours, movement). */
const webp: Reader = (bytes, view) => {
  if (bytes.length < 30 || !startsWith(bytes, 'RIFF') || !startsWith(bytes, 'WEBP', 8)) return null;
  const type = 'image/webp';
  if (startsWith(bytes, 'VP8 ', 12))
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, type };
  if (startsWith(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, type };
  }
  if (!startsWith(bytes, 'VP8X', 12)) return null;
  const of24 = (at: number) => view.getUint16(at, true) + (bytes[at + 2] ?? 0) * 0x10000 + 1;
  return { width: of24(24), height: of24(27), type };
};
