// Writes a CSV of many rows × 20 columns: numbers, categories, dates, gaps; the same bytes for the same seed.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** A small generator for test data only (Numerical Recipes' LCG); runs use domain/random.ts. */
function generator(seed) {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** @param {string} path @param {number} rows */
export async function writeLargeTable(path, rows, seed = 7) {
  const random = generator(seed);
  const file = createWriteStream(path);
  const regions = ['north', 'south', 'east', 'west', 'centre'];
  const header = [
    'id',
    'opened',
    'region',
    'segment',
    ...Array.from({ length: 15 }, (_, i) => `measure_${i + 1}`),
    'label',
  ];
  let lines = [header.join(',')];
  for (let row = 1; row <= rows; row += 1) {
    const cells = [
      row,
      `20${10 + Math.floor(random() * 15)}-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)}`,
    ];
    cells.push(regions[Math.floor(random() * 5)], `s${Math.floor(random() * 12)}`);
    let sum = 0;
    for (let i = 0; i < 15; i += 1) {
      const value = random() * (i + 1);
      sum += i % 3 === 0 ? value : 0;
      cells.push(random() < 0.01 ? '' : value.toFixed(3));
    }
    cells.push(sum > 17 ? 'yes' : 'no');
    lines.push(cells.join(','));
    if (lines.length === 20_000 || row === rows) {
      if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
      lines = [];
    }
  }
  file.end();
  await once(file, 'finish');
}
