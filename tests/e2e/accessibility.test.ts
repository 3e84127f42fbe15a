// Every screen, before and after a training, and every kind of dialog: nothing that axe objects to, in light and dark, on a wide
// and on a narrow page; and no narrow page scrolls sideways.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, goTo, openScenario, test, openColumn } from './app';
import { trainShortly } from './short-training';
import { registerRun } from './champion';

// Structure does not depend on the theme, and colours hardly on the width: every rule is asked once for each width, contrast in both
// themes of the wide page and in the dark one of the narrow. A page that a dialog covers was looked at before it: it is asked again
// once, since the dialog changes its structure, and then the dialog alone.
const views = [
  { colorScheme: 'light', width: 1440, height: 900, rules: 'all' },
  { colorScheme: 'dark', width: 1440, height: 900, rules: 'contrast' },
  { colorScheme: 'light', width: 390, height: 844, rules: 'none' },
  { colorScheme: 'dark', width: 390, height: 844, rules: 'all' },
] as const;
const steps = ['Goals', 'Architecture', 'Data', 'Model', 'Deploy', 'Team', 'Evaluate'];

const dialog = '[role=dialog]';

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator(dialog)).toHaveCount(0);
}

/** Runs in the page: resolves once the new theme and size are painted. */
const twoFrames = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** What axe finds on the page, or in one part of it, in words. */
async function objections(page: Page, rules: 'all' | 'contrast', within: string | null): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true) // there are no frames: without it each look opens another page
    .options({ resultTypes: ['violations'] }); // what passes need not be told, which takes as long as to look
  if (within !== null) axe.include(within);
  if (rules === 'contrast') axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary ?? ''}`,
    ),
  );
}

/** Looks at the page as it stands, in every view, and leaves it wide and light. */
async function examine(page: Page, name: string): Promise<void> {
  const covered = (await page.locator(dialog).count()) > 0;
  for (const [index, { colorScheme, width, height, rules }] of views.entries()) {
    const where = `${name}, ${colorScheme}, ${String(width)} wide`;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await page.evaluate(twoFrames);
    const within = covered && index > 0 ? dialog : null;
    if (rules !== 'none') expect.soft(await objections(page, rules, within), where).toEqual([]);
    // What was laid out for another width a moment ago may take some frames to follow.
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), {
        message: `${where}: px that the page is too wide`,
      })
      .toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(views[0]);
}

test.describe.configure({ mode: 'parallel' }); // both are long, and share nothing

test('start, privacy and the steps of a new project', async ({ page }) => {
  test.setTimeout(600_000);
  await page.goto('./');
  await expect(page.getByText('No projects on this device yet.')).toBeVisible();
  await examine(page, 'start');
  await page.goto('./#/privacy');
  await expect(page.getByRole('table')).toBeVisible();
  await examine(page, 'privacy');
  await page.getByRole('button', { name: /– details$/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await examine(page, 'offline use and updates');
  await closeDialog(page);
  await openScenario(page, /Credit scoring/);
  for (const step of steps) {
    await goTo(page, step);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await examine(page, step);
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await examine(page, 'command palette');
});

test('the steps and dialogs of a project that was trained', async ({ page }) => {
  test.setTimeout(900_000);
  await openScenario(page, /Credit scoring/);
  await trainShortly(page, 2);
  await examine(page, 'Model');
  await page.getByRole('button', { name: 'Open run 2' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await examine(page, 'run detail');
  await closeDialog(page);

  for (const run of [1, 2])
    await page.getByRole('checkbox', { name: `Select run ${String(run)} to compare` }).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Compare runs' })).toBeVisible();
  await examine(page, 'comparison of runs');
  await closeDialog(page);

  await goTo(page, 'Data');
  await openColumn(page, 'income');
  await expect(page.getByRole('dialog', { name: 'income' })).toBeVisible();
  await examine(page, 'column dialog');
  await closeDialog(page);
  await examine(page, 'Data');

  await goTo(page, 'Deploy');
  await registerRun(page, 2);
  await expect(page.getByRole('heading', { name: 'Version 1', exact: true })).toBeVisible();
  await expect(page.getByText(/^Probability of “/).first()).toBeVisible();
  await examine(page, 'Deploy');
  for (const tab of ['Score a file', 'Model card', 'Signature']) {
    await page.getByRole('tab', { name: tab }).click();
    await examine(page, `Deploy, ${tab}`);
  }

  await goTo(page, 'Evaluate');
  await page.getByRole('button', { name: /Gain over the simplest baseline/ }).click();
  await expect(page.getByRole('table', { name: 'Evidence' })).toBeVisible();
  await examine(page, 'Evaluate with the evidence of an indicator');
  await page.getByRole('button', { name: /^Show \d+ rows: actual no, predicted no/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await examine(page, 'rows of a cell');
  await closeDialog(page);

  await goTo(page, 'Team');
  await page.getByRole('button', { name: 'Add a member' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Author');
  await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await examine(page, 'Team');
  for (const step of ['Goals', 'Architecture']) {
    await goTo(page, step);
    await examine(page, step);
  }
  await page.goto('./');
  await expect(page.getByRole('region', { name: 'Recent projects' }).getByRole('listitem')).toHaveCount(1);
  await examine(page, 'start with a project');

  await page.goto('./#/storage');
  await expect(page.getByRole('table')).toContainText('Credit scoring');
  await examine(page, 'storage');
});
