// From an opened image's colours to what a model takes: ink on paper for a model that reads drawings, else the colours themselves.
// Not for opening files: open-image.ts.
import { digitPixels } from './digit-pixels';

/** Weights of red, green and blue in brightness (ITU-R BT.709). */
const [redShare, greenShare, blueShare] = [0.2126, 0.7152, 0.0722];
/** Of the strongest ink: what is fainter is the paper's grain or its shadow. */
const grainShare = 0.25;

/** Brightness 0–255 of each RGBA pixel. */
export function brightness(rgba: Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, pixel) =>
    Math.round(
      redShare * rgba[pixel * 4]! + greenShare * rgba[pixel * 4 + 1]! + blueShare * rgba[pixel * 4 + 2]!,
    ),
  );
}

/**
 * The ink of a drawing or a scan as [size, size] intensities, 0–255: what differs from the ground at its edge, dark on light or the
 * reverse. An image of just that size on a black ground is taken as it is. null where nothing differs.
 */
export function inkPixels(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  size: number,
): Uint8Array | null {
  const light = brightness(rgba);
  const ground = edgeMedian(light, width, height);
  if (width === size && height === size && ground === 0) return light.some((each) => each > 0) ? light : null;
  const difference = light.map((each) => Math.abs(each - ground));
  const strongest = difference.reduce((most, each) => Math.max(most, each), 0);
  if (strongest < 32) return null; // an empty sheet
  const grain = grainShare * strongest;
  const ink = difference.map((each) => Math.round((Math.max(0, each - grain) / (strongest - grain)) * 255));
  return digitPixels(ink, width, height, size);
}

function edgeMedian(light: Uint8Array, width: number, height: number): number {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(light[x]!, light[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) edge.push(light[y * width]!, light[y * width + width - 1]!);
  return edge.sort((a, b) => a - b)[edge.length >> 1]!;
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
