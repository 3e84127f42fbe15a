// Stored pixels (one, three or four bytes a pixel, rows first) as a canvas takes them.

/** RGBA for a canvas; grey for one channel. Missing bytes are black. */
export function toRgba(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = pixel * channels;
    const red = pixels[from] ?? 0;
    rgba[pixel * 4] = red;
    rgba[pixel * 4 + 1] = channels >= 3 ? (pixels[from + 1] ?? 0) : red;
    rgba[pixel * 4 + 2] = channels >= 3 ? (pixels[from + 2] ?? 0) : red;
    rgba[pixel * 4 + 3] = channels === 4 ? (pixels[from + 3] ?? 0) : 255;
  }
  return rgba;
}

/** The same, ready to be put on a canvas. */
export function toImageData(pixels: Uint8Array, shape: readonly [number, number, number]): ImageData {
  return new ImageData(toRgba(pixels, shape), shape[1], shape[0]);
}
