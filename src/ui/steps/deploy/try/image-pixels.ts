// From an opened image's colours to what a model that reads drawings takes: ink on paper.
// Not for opening files: open-image.ts.
import { brightness } from '../../../../domain/pixels/colour-pixels';
import { digitPixels } from './digit-pixels';

/** Of the strongest ink: what is fainter is the paper's grain or its shadow. */
const grainShare = 0.25;

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
