// Mixed precision is a part of the recipe, and a run says how far its device went along.
import { chooseBackend, expect, openFile, storedRuns, test } from './app';
import { setEpochs } from './short-training';

test('allowed in the form, told by the run, and gone without a trace when switched off', async ({ page }) => {
  const rows = Array.from({ length: 120 }, (_, row) => {
    const [a, b] = [(row * 37) % 101, (row * 59) % 103];
    return `${String(a)},${String(b)},${a > b ? 'left' : 'right'}`;
  });
  await openFile(page, 'sides.csv', `a,b,side\n${rows.join('\n')}\n`);
  await page.waitForURL(/#\/project\/.*\/data/);
  await chooseBackend(page, 'webgpu');
  await setEpochs(page, 1);
  const mixed = page.getByRole('switch', { name: 'Mixed precision' });
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const dialog = page.getByRole('dialog');
  const trainRun = async (number: number) => {
    await train.click();
    const open = page.getByRole('button', { name: `Open run ${String(number)}` });
    await expect(open).toBeVisible({ timeout: 60_000 });
    await expect(train).toBeEnabled({ timeout: 60_000 });
    await open.click();
    await expect(dialog).toContainText('compiled for this network and device');
  };
  await expect(mixed).not.toBeChecked();
  await trainRun(2); // the baseline is the first
  await expect(dialog).not.toContainText('float');
  await page.keyboard.press('Escape');

  await mixed.click();
  await expect(mixed).toBeChecked();
  await trainRun(3);
  const hasHalf = await page.evaluate(async () =>
    (await navigator.gpu.requestAdapter())?.features.has('shader-f16'),
  );
  const told = hasHalf
    ? 'float16 wasn’t faster for any matrix product'
    : 'float32 only; this device doesn’t support float16';
  await expect(dialog).toContainText(told);
  await expect(dialog).toContainText('Mixed precision');
  await page.keyboard.press('Escape');

  await mixed.click();
  await expect(mixed).not.toBeChecked();
  await trainRun(4);
  const [, before, allowed, after] = (await storedRuns(page)).map(({ recipe }) => recipe);
  expect(after).toBe(before);
  expect(allowed).not.toBe(before);
});
