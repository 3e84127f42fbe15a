// The main job on the digits scenario: from the card to a net that reads what is drawn.
import { chooseBackend, expect, goTo, openScenario, runAll, test, testFigure } from './app';

test('handwritten digits, from the card to a net that reads a drawn one', async ({ page }) => {
  test.setTimeout(1_200_000);
  await openScenario(page, /Handwritten digits/);
  await chooseBackend(page, 'wasm');
  await runAll(page, 1_080_000);

  await goTo(page, 'Evaluate');
  const { model, baseline } = await testFigure(page, 'Accuracy');
  expect(model).toBeGreaterThanOrEqual(0.977);
  expect(baseline).toBeLessThan(model);

  await test.step('a cell of the confusion matrix opens its images', async () => {
    await page.getByRole('button', { name: /rows: actual 8, predicted 8$/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Actual 8, predicted 8' });
    await expect(dialog.getByRole('img', { name: /^Test row \d+: actual 8, predicted 8$/ })).toHaveCount(24);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('it reads a digit drawn by the pointer', async () => {
    await goTo(page, 'Deploy');
    const pad = page.getByRole('application', { name: 'Drawing area' });
    await pad.scrollIntoViewIfNeeded();
    const box = await pad.boundingBox();
    if (!box) throw new Error('there is no square to draw in');
    const to = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...to(0.52, 0.15));
    await page.mouse.down();
    await page.mouse.move(...to(0.48, 0.85), { steps: 12 });
    await page.mouse.up();
    const probabilities = page.getByRole('list', { name: 'Probabilities' });
    await expect(probabilities.getByRole('listitem')).toHaveCount(10);
    await expect(page.getByText(/^Confidence: .*%$/)).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Confidence' })).toContainText(/^label\s*1/);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(probabilities).toBeHidden();
  });
});
