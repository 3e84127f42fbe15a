// The main job by keyboard alone. After every key the focus is somewhere, and where it is can be seen.
import type { Locator, Page } from '@playwright/test';
import { expect, openScenario, test } from './app';
import { expectTrained } from './short-training';

/** Runs in the page: what has the focus, and whether a person can see that it has. */
const focusNow = () => {
  const active = document.activeElement;
  if (!active || active === document.body) return { name: 'nothing', seen: false };
  const { outlineStyle, outlineWidth } = getComputedStyle(active);
  const box = active.getBoundingClientRect();
  // The bar stays over what is scrolled under it.
  const bar = active.closest('header, .skip') ? null : document.querySelector('header');
  const top = Math.max(box.top, bar?.getBoundingClientRect().bottom ?? 0);
  const shownHeight = Math.min(box.bottom, innerHeight) - top;
  const inView =
    shownHeight >= Math.min(box.height, 24) / 2 && box.right > 0 && box.left < innerWidth && box.height > 0;
  // The palette is one field and its list: the caret shows where typing goes.
  const hasCaret = active.matches('input[role=combobox]');
  return {
    name: `${active.tagName.toLowerCase()} “${(active.getAttribute('aria-label') ?? active.textContent).trim().slice(0, 60)}”`,
    seen: (hasCaret || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1)) && inView && box.width > 0,
  };
};

/** The focus is on something, and it shows. */
async function expectFocus(page: Page, after: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const { name, seen } = await page.evaluate(focusNow);
        return seen ? 'shows' : `does not show: ${name}`;
      },
      { message: `the focus after ${after}` },
    )
    .toBe('shows');
}

/** Presses Tab (or Shift+Tab) until the target has the focus; every stop on the way must show. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeEnabled();
  const wanted = await target.elementHandle();
  const stops: string[] = [];
  for (let stop = 0; stop < 150; stop += 1) {
    await page.keyboard.press(key);
    const { name, seen } = await page.evaluate(focusNow);
    stops.push(name);
    // Beyond the last stop the browser's own bar has its turn.
    if (name !== 'nothing') expect(seen, `the focus on ${name} shows`).toBe(true);
    if (await wanted?.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reached it; it stopped at: ${stops.join(', ')}`);
}

/** A key on what has the focus, and the focus is not lost by it. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expectFocus(page, key);
}

async function goByRail(page: Page, step: string): Promise<void> {
  await tabTo(
    page,
    page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: step }),
    'Shift+Tab',
  );
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${step.toLowerCase()}$`));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

async function goByPalette(page: Page, step: string): Promise<void> {
  await press(page, 'Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.type(`Go to ${step}`);
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(
    `Go to ${step}`,
  );
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/${step.toLowerCase()}$`));
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

async function chooseOption(page: Page, select: Locator, label: string): Promise<void> {
  await tabTo(page, select);
  const index = await select.evaluate(
    (element: HTMLSelectElement, wanted) =>
      [...element.options].findIndex(({ text }) => text.startsWith(wanted)),
    label,
  );
  const from = await select.evaluate((element: HTMLSelectElement) => element.selectedIndex);
  for (let at = from; at < index; at += 1) await press(page, 'ArrowDown');
  for (let at = from; at > index; at -= 1) await press(page, 'ArrowUp');
  await expect(select.locator('option:checked')).toHaveText(new RegExp(`^${label}`));
}

test('credit scoring from the card to a champion without a pointer', async ({ page }) => {
  test.setTimeout(600_000);
  const main = page.getByRole('main');

  await test.step('open the scenario', async () => {
    await page.goto('./');
    await tabTo(page, page.getByRole('button', { name: /Credit scoring/ }));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/project\/.*\/goals$/);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expectFocus(page, 'opening the scenario');
  });

  await test.step('choose the backend, set the epochs, train', async () => {
    await goByRail(page, 'Architecture');
    await chooseOption(page, page.getByLabel('Backend for this project'), 'WebAssembly');
    await goByPalette(page, 'Model');
    await chooseOption(page, page.getByLabel('Family', { exact: true }), 'Dense network');
    await tabTo(page, page.getByRole('tab', { name: 'Layers' }));
    await press(page, 'ArrowRight');
    await press(page, 'ArrowRight');
    await expect(page.getByRole('tab', { name: 'Training' })).toBeFocused();
    await tabTo(page, page.getByLabel('Epochs', { exact: true }));
    await press(page, 'Control+a');
    await page.keyboard.type('3');
    await press(page, 'Enter');
    await tabTo(page, main.getByRole('button', { name: 'Train', exact: true }), 'Shift+Tab');
    await press(page, 'Enter');
    await expectTrained(page);
    await expectFocus(page, 'the end of the training');
  });

  await test.step('a team of two', async () => {
    await goByRail(page, 'Team');
    for (const name of ['Ada Author', 'Rui Reviewer']) {
      await tabTo(
        page,
        page.getByRole('button', { name: 'Add a member' }),
        name.startsWith('R') ? 'Shift+Tab' : 'Tab',
      );
      await press(page, 'Enter');
      await expect(page.getByRole('textbox', { name: 'Name', exact: true }).last()).toBeFocused();
      await page.keyboard.type(name);
      await press(page, 'Enter');
    }
    await chooseOption(page, page.getByLabel('Working as'), 'Ada Author');
  });

  await test.step('register, and ask for a review', async () => {
    await goByPalette(page, 'Deploy');
    await chooseOption(page, page.getByLabel('Finished run'), 'Run 2');
    await tabTo(page, page.getByRole('button', { name: 'Register run 2' }));
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { name: 'Release version 1' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused(); // not the button: it is for the next run now
    await tabTo(page, page.getByRole('button', { name: 'Request approval' }));
    await press(page, 'Enter');
    await expect(page.getByText('pending', { exact: true })).toBeVisible();
    await expectFocus(page, 'the request');
  });

  await test.step('approve it as the other', async () => {
    await goByRail(page, 'Team');
    await chooseOption(page, page.getByLabel('Working as'), 'Rui Reviewer');
    await tabTo(page, page.getByRole('button', { name: 'Approve', exact: true }));
    await press(page, 'Enter');
    await expect(main.getByText('approved', { exact: true })).toBeVisible();
    await expectFocus(page, 'the approval');
  });

  await test.step('promote it, and predict', async () => {
    await goByPalette(page, 'Deploy');
    await tabTo(page, page.getByRole('button', { name: 'Promote version 1 to champion' }));
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { name: 'Version 1 is the champion' })).toBeVisible();
    await expectFocus(page, 'the promotion');
    const answer = page.getByRole('tabpanel', { name: 'Try the model' });
    const risk = answer.getByRole('status').filter({ hasText: 'Probability of “' });
    await expect(risk).toBeVisible();
    const before = await risk.textContent();
    await tabTo(page, page.getByLabel('debt_ratio', { exact: true }), 'Shift+Tab');
    await press(page, 'Control+a');
    await page.keyboard.type('0.95');
    await press(page, 'Enter');
    await expect(risk).not.toHaveText(before ?? '');
  });

  await test.step('open a cell of the confusion matrix', async () => {
    await goByRail(page, 'Evaluate');
    const cell = page.getByRole('button', { name: /rows: actual no, predicted no/ });
    await tabTo(page, cell);
    await press(page, 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Actual no, predicted no' });
    await expect(dialog.getByRole('row').nth(1)).toBeVisible();
    await expectFocus(page, 'opening the dialog');
    await press(page, 'Escape');
    await expect(dialog).toBeHidden();
    await expect(cell).toBeFocused();
    await tabTo(page, main.getByRole('button', { name: 'Recompute' }), 'Shift+Tab');
  });
});

test('a table is a stop only while it scrolls, and scrolls by its keys', async ({ page }) => {
  await openScenario(page, /Credit scoring/);
  const frame = page.getByRole('group', { name: 'Requirements' });
  await expect(page.getByRole('columnheader', { name: 'Metric' })).toBeVisible();
  await expect(frame).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await tabTo(page, frame);
  await press(page, 'ArrowRight');
  await expect.poll(() => frame.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectFocus(page, 'the page growing wide again');
  await tabTo(page, page.getByLabel('Requirement', { exact: true }).first());
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(frame).toHaveCount(0);
});

test('the table is walked by its keys', async ({ page }) => {
  await openScenario(page, /Credit scoring/);
  await goByRail(page, 'Data');
  const grid = page.getByRole('grid');
  await tabTo(page, grid);
  const place = () =>
    grid.evaluate((element) => {
      const cell = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      return `${cell?.closest('[role=row]')?.getAttribute('aria-rowindex') ?? ''}:${cell?.getAttribute('aria-colindex') ?? ''}`;
    });
  await expect.poll(place).toBe('2:2');
  await press(page, 'ArrowDown');
  await press(page, 'ArrowRight');
  await expect.poll(place).toBe('3:3');
  await press(page, 'Control+End');
  const last = `${(await grid.getAttribute('aria-rowcount')) ?? ''}:${(await grid.getAttribute('aria-colcount')) ?? ''}`;
  await expect.poll(place).toBe(last);
  await press(page, 'Control+Home');
  await press(page, 'ArrowUp');
  await expect.poll(place).toBe('1:2');
  await press(page, 'Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await press(page, 'Escape');
  await expect(grid).toBeFocused();
});
