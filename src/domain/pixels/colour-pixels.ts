// From what a canvas gives, four bytes a pixel, to the bytes that are stored and learnt from. Training and serving ask here alike.

/** Weights of red, green and blue in brightness (ITU-R BT.709). */
const [redShare, greenShare, blueShare] = [0.2126, 0.7152, 0.0722];

/** Brightness 0–255 of each RGBA pixel. */
export function brightness(rgba: Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, pixel) =>
    Math.round(
      redShare * rgba[pixel * 4]! + greenShare * rgba[pixel * 4 + 1]! + blueShare * rgba[pixel * 4 + 2]!,
    ),
  );
}

/** The colours as [height, width, channels] bytes: brightness for one channel, red, green and blue for three, opacity too for four. */
export function colourPixels(rgba: Uint8ClampedArray, channels: number): Uint8Array {
  if (channels === 1) return brightness(rgba);
  const pixels = rgba.length / 4;
  const out = new Uint8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let channel = 0; channel < channels; channel++)
      out[pixel * channels + channel] = rgba[pixel * 4 + channel] ?? 255;
  return out;
}
