import { expect, test } from 'vitest';
import { newId } from '../../../src/storage/store/ids';
import { netRecipe } from '../../net-recipe';
import { recipeSha256 } from '../../../src/storage/record-hashes';
import { aRun } from '../storage/run-records';

test('a recipe has one hash wherever its data lies, and another where anything that decides the run differs', async () => {
  const recipe = netRecipe(aRun(newId()).recipe);
  const hash = await recipeSha256(recipe);
  const elsewhere = { ...recipe, dataset: { ...recipe.dataset, id: newId() } };
  expect(await recipeSha256(elsewhere)).toBe(hash);
  const otherData = { ...recipe, dataset: { ...recipe.dataset, sha256: 'f'.repeat(64) } };
  const others = [otherData, { ...recipe, seed: recipe.seed + 1 }, { ...recipe, epochs: recipe.epochs + 1 }];
  const hashes = await Promise.all(others.map(recipeSha256));
  expect(new Set([hash, ...hashes]).size).toBe(4);
});
