// What the parts of a split share or lack, over groups of three rows.
import { expect, it } from 'vitest';
import { PartsComparison } from '../../../src/data/quality/compare-parts';
import { lookedAt } from '../../../src/data/quality/one-pass';
import { SeenHashes } from '../../../src/data/quality/seen-hashes';
import { memoryTable } from './memory-source';

it('compares levels of features, moments, and values of what may be an identifier', async () => {
  const { columns, source } = memoryTable(
    {
      who: ['ann', 'bob', 'ann', 'eve', null, 'bob', null, 'zoe'],
      city: ['Oslo', 'Rom', 'Bern', 'Bern', 'Pisa', 'Oslo', 'Nice', 'Bern'],
      when: [10, 40, 30, 20, null, 70, 80, 25],
      y: ['n', 'p', 'n', 'p', 'n', 'p', null, 'n'],
    },
    3,
    ['when'],
  );
  // Train: rows 1, 2, 6; validation: row 5; test: rows 3, 4, 8; row 7 is left out.
  const assignment = Uint8Array.of(0, 0, 2, 2, 1, 0, 255, 2);
  const labels = Int32Array.of(0, 1, 0, 1, 0, 1, -1, 0);
  const classes = ['n', 'p'];
  const features = ['city', 'y'];
  expect(
    await lookedAt(
      source,
      new PartsComparison({ columns, features, target: 'y', assignment, labels, classes }),
    ),
  ).toEqual({
    unseen: [{ column: 'city', count: 2, rows: 4, levels: ['Bern', 'Pisa'] }],
    moments: [{ column: 'when', trainLast: 70, testFirst: 20 }],
    shared: [{ column: 'who', rows: 1 }],
    classes: {
      names: ['n', 'p'],
      counts: [
        [1, 2],
        [1, 0],
        [2, 1],
      ],
    },
  });
});

it('keeps a set of hashes', () => {
  const seen = new SeenHashes(500);
  for (let each = 0; each < 500; each++) expect(seen.add(each * 7, each >> 3)).toBe(true);
  expect(seen.add(7, 0)).toBe(false);
  expect(seen.has(3493, 62)).toBe(true);
  expect(seen.has(3493, 63)).toBe(false);
});
