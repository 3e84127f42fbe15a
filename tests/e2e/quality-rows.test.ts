// A finding about rows opens them in the table, each beside its twin, by the keyboard alone; and back to all rows.
import type { Page } from '@playwright/test';
import { expect, goTo, openFile, openScenario, test } from './app';
import { changeRows, rowsOf } from './store';

/** 60 rows: 5 repeats row 1, 9 contradicts row 2; all others differ. */
const table = [
  'age,income,kind',
  ...Array.from({ length: 60 }, (_, row) => {
    if (row === 4) return '20,1000,a';
    if (row === 8) return '21,1007,a';
    return `${String(20 + row)},${String(1000 + row * 7)},${row % 2 ? 'b' : 'a'}`;
  }),
].join('\n');

const grid = (page: Page) => page.getByRole('grid', { name: /Rows of/ });
const numbersIn = (page: Page) => grid(page).getByRole('rowheader').allInnerTexts();

test('duplicates and conflicts open their rows, and an earlier check is made again first', async ({
  page,
}) => {
  await openFile(page, 'people.csv', table);
  await page.waitForURL(/#\/project\/.*\/data/);
  await page.getByLabel('Target (column to predict)').selectOption('kind');
  await expect(page.getByRole('button', { name: 'Conflicting labels' })).toBeVisible();
  // One in sixty is within the limit: it is met, and its rows open all the same.
  await expect(page.getByText(/met: .*Duplicate rows/)).toBeVisible();
  await page.getByRole('button', { name: 'Show all', exact: true }).press('Enter');
  const duplicates = page.getByRole('button', { name: 'Duplicate rows' });
  await duplicates.focus();
  await page.keyboard.press('Enter');
  await expect(grid(page)).toBeFocused();
  await expect(page.getByText('Duplicate rows, each below the first row that it repeats.')).toBeVisible();
  await expect(grid(page).getByRole('row')).toHaveCount(3);
  expect(await numbersIn(page)).toEqual(['1', '5']);
  await expect(grid(page).getByRole('row').nth(2)).toContainText('1,000');

  await page.getByRole('button', { name: 'Conflicting labels' }).press('Enter');
  await expect(page.getByText('Rows with the same inputs and different labels')).toBeVisible();
  expect(await numbersIn(page)).toEqual(['2', '9']);
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', /-1-0$/);
  await page.getByRole('button', { name: 'Show all rows' }).press('Enter');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '61');

  // As an app before this one left it: no row is kept.
  const [partition] = await rowsOf<{ id: string; quality: Record<string, unknown> }>(page, 'partitions');
  const { equalRows: _, ...older } = partition!.quality;
  await changeRows(page, 'partitions', partition!.id, { quality: older, contentSha256: undefined });
  await page.reload();
  await page.getByRole('button', { name: 'Show all', exact: true }).press('Enter');
  await duplicates.press('Enter');
  await expect(grid(page).getByRole('row')).toHaveCount(3);
  expect(await numbersIn(page)).toEqual(['1', '5']);
});

test('duplicate images open in the grid, each after the first that it repeats, of every class or of one', async ({
  page,
}) => {
  await openScenario(page, /Handwritten digits/);
  await goTo(page, 'Data');
  await page.getByRole('button', { name: /^(Split and check|Recheck)/ }).click();
  await expect(page.getByText(/met: .*Duplicate rows/)).toBeVisible();
  const [partition] = await rowsOf<{ id: string; quality: Record<string, unknown> }>(page, 'partitions');
  const found = {
    duplicateRows: 2,
    equalRows: {
      duplicates: [
        [9, 2],
        [5, 2],
      ],
      conflicts: [],
      leaks: [],
    },
  };
  const quality = { ...partition!.quality, ...found };
  await changeRows(page, 'partitions', partition!.id, { quality, contentSha256: undefined });
  await page.reload();
  await page.getByRole('button', { name: 'Show all', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Duplicate rows' }).press('Enter');
  const images = page.getByRole('grid', { name: /images of/ });
  await expect(images).toBeFocused();
  await expect(images.getByRole('gridcell')).toHaveCount(3);
  const labels = await images
    .getByRole('gridcell')
    .evaluateAll((tiles) => tiles.map((each) => each.ariaLabel));
  expect(labels.map((label) => /\d+/.exec(label ?? '')?.[0])).toEqual(['3', '6', '10']);
  await page.getByRole('button', { name: 'Show all rows' }).click();
  await expect(images.getByRole('gridcell').nth(3)).toBeVisible();
});
