// Drawings, ink on an empty ground, are told from pictures of anything else in grey.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { digitBytes, parseDigits } from '../../../src/scenarios/digits/file';
import { lookDrawn } from '../../../src/domain/pixels/looks-drawn';

const side = 28;
const image = (value: (row: number, column: number) => number): Uint8Array =>
  Uint8Array.from({ length: side * side }, (_, at) => value(Math.floor(at / side), at % side));
/** A ring of ink in the middle, as a zero is drawn, with the pale edges of its strokes. */
const ring = image((row, column) => {
  const far = Math.hypot(row - 13.5, (column - 13.5) * 1.3);
  return Math.max(0, Math.min(255, Math.round(255 * (2.5 - Math.abs(far - 8)))));
});

it('ink on an empty ground is drawn', () => {
  expect(lookDrawn([ring, ring, ring], side)).toBe(true);
});

it('pictures are not: of any brightness, with an object on black that reaches the edge or fills the middle', () => {
  const gradient = image((row, column) => 40 + 4 * row + 3 * column);
  const face = image((row, column) => (Math.hypot(row - 13, column - 13) < 12 ? 150 : 0));
  const dark = image((row, column) => (row > 10 && column > 4 ? 90 : 5));
  for (const picture of [gradient, face, dark]) expect(lookDrawn([picture, picture], side)).toBe(false);
});

it('a few that are otherwise among many change nothing; many do; of none nothing is known', () => {
  const light = image(() => 230);
  expect(lookDrawn([...Array.from({ length: 19 }, () => ring), light], side)).toBe(true);
  expect(lookDrawn([ring, ring, light], side)).toBe(false);
  expect(lookDrawn([image(() => 0)], side)).toBe(false);
  expect(lookDrawn([], side)).toBe(false);
});

it('the digits that the app ships are drawn', async () => {
  const packed = await readFile('public/samples/digits.bin.gz');
  const { pixels } = await parseDigits(Uint8Array.from(packed).buffer);
  const digits = Array.from({ length: 600 }, (_, at) =>
    pixels.subarray(at * digitBytes, (at + 1) * digitBytes),
  );
  for (let from = 0; from < 600; from += 60)
    expect(lookDrawn(digits.slice(from, from + 60), side)).toBe(true);
});
