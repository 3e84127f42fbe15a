// Rows of a table as most are: numbers with many values, with gaps and with few values, codes of a few levels, and two classes that depend on some of them.
import { writeFileSync } from 'node:fs';

export const width = 20;

/** A small generator for test data only (Numerical Recipes' LCG); runs use domain/random.ts. */
function generator(seed) {
  let state = seed >>> 0;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  // Box and Muller.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

const levels = [5, 12, 2, 20];

/** Features [rows, 20] and labels, float32. */
function drawRows(rows, seed) {
  const { uniform, normal } = generator(seed);
  const features = new Float32Array(rows * width);
  const labels = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const at = row * width;
    for (let column = 0; column < 12; column += 1) features[at + column] = normal();
    // Money, ages, counts: few values, not evenly spread.
    for (let column = 12; column < 16; column += 1)
      features[at + column] = Math.round(12 * Math.exp(normal() / 2));
    levels.forEach((count, index) => (features[at + 16 + index] = Math.floor(uniform() * count)));
    const of = (column) => features[at + column];
    const score =
      of(0) * of(1) +
      Math.sin(2 * of(2)) +
      of(3) / 2 +
      (of(12) > 14 ? 0.7 : 0) +
      (of(16) === 2 ? 1 : 0) +
      ([2, 5, 7, 11].includes(of(19)) ? 0.8 : 0);
    labels[row] = score + 0.7 * normal() > 0.8 ? 1 : 0;
    for (let column = 8; column < 12; column += 1) if (uniform() < 0.05) features[at + column] = NaN;
  }
  return { features, labels };
}

/** Writes both; @returns the labels */
export function writeRows({ features: featuresPath, labels: labelsPath }, rows, seed = 7) {
  const { features, labels } = drawRows(rows, seed);
  for (const [path, values] of [
    [featuresPath, features],
    [labelsPath, labels],
  ])
    writeFileSync(path, new Uint8Array(values.buffer));
  return labels;
}
