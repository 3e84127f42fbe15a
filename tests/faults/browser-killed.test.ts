// A browser that is killed over and over while it trains. The same, longer: npm run soak -- --kills 50.
import { expect, test } from '@playwright/test';
import { soak } from '../../scripts/soak/killed-browser.mjs';

test('20 SIGKILLs at random moments of a training lose no acknowledged checkpoint, and the weights are the same', async ({
  baseURL,
}) => {
  test.setTimeout(900_000);
  const { rows, problems, finished } = await soak({ base: baseURL ?? '', kills: 20, seed: 9 });
  expect(problems).toEqual([]);
  expect(rows).toHaveLength(20);
  expect(finished).toBeGreaterThan(0);
  // The kills came in the midst of it: the training went on from checkpoint to checkpoint under them.
  const steps = rows.map(({ step }) => step);
  expect(new Set(steps).size).toBeGreaterThan(10);
});
