// English and 简体中文: by the browser's wish, switched live on every screen, remembered; no word of one in the other.
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, goTo, openEvidence, test } from './app';
import { registerRun } from './champion';
import { trainShortly } from './short-training';

type Message = string | { match: Record<string, string> }[];
const folder = new URL('../../messages/', import.meta.url);
const texts = (message: Message) =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));

function readMessages(locale: string): Map<string, string[]> {
  return new Map(
    readdirSync(new URL('en/', folder)).flatMap((file) => {
      const area = JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8')) as Record<
        string,
        Message
      >;
      return Object.entries(area).map(([key, message]) => [key, texts(message)] as const);
    }),
  );
}

const english = readMessages('en');
const chinese = readMessages('zh-CN');
const allChinese = new Set([...chinese.values()].flat());
/** What the two languages share, such as “Dropout”, is no remnant; nor are units and signs. */
const onlyEnglish = [...new Set([...english.values()].flat())].filter(
  (text) => text.length > 3 && !allChinese.has(text),
);
const whole = new Set(onlyEnglish.filter((text) => !text.includes('{')));
const lettersOf = (text: string) => text.replace(/\{\w+\}/g, '').replace(/[^A-Za-z]/g, '').length;
const templates = onlyEnglish
  .filter((text) => text.includes('{') && lettersOf(text) > 8)
  .map((text) => ({
    text,
    pattern: new RegExp(
      `^${text
        .split(/\{\w+\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+')}$`,
    ),
  }));

/** Values of the scenario's own columns that happen to be words of ours too. */
const dataWords = new Set(['none', 'other', 'good', 'Data']);

/** Runs in the page: every text and spoken name, outside the rows of the data. */
const wordsOfPage = () => {
  const found = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement?.closest('script, style, [role=gridcell]'))
      found.add((node.textContent ?? '').trim());
  for (const attribute of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      found.add((element.getAttribute(attribute) ?? '').trim());
  return [...found].filter((text) => text !== '');
};

async function expectNoEnglish(page: Page, where: string): Promise<void> {
  const words = await page.evaluate(wordsOfPage);
  expect(words.length).toBeGreaterThan(10);
  const remnants = words.filter(
    (word) =>
      !dataWords.has(word) && (whole.has(word) || templates.some(({ pattern }) => pattern.test(word))),
  );
  expect.soft(remnants, `English on ${where}`).toEqual([]);
}

const toChinese = async (page: Page) => {
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
};
const toEnglish = async (page: Page) => {
  await page.getByRole('button', { name: 'EN – English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
};

/** Switches the screen that is open to Chinese and back, and looks at it between. */
async function lookAtChinese(page: Page, where: string): Promise<void> {
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  await toChinese(page);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(title ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\p{Script=Han}/u);
  await expectNoEnglish(page, where);
  await toEnglish(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title ?? '');
}

test('every screen switches live, and keeps nothing of the other language', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('./');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await lookAtChinese(page, 'start');
  await page.goto('./#/privacy');
  await lookAtChinese(page, 'privacy');
  await page.goto('./#/storage');
  await lookAtChinese(page, 'storage');

  // Made in Chinese, a project's own texts are Chinese.
  await page.goto('./');
  await toChinese(page);
  await page.getByRole('button', { name: /信用/ }).click();
  await page.waitForURL(/#\/project\//);
  await expect(page.getByRole('navigation', { name: '步骤' }).getByRole('link')).toHaveCount(7);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button', { name: '运行全部步骤' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoEnglish(page, 'command palette');
  await page.keyboard.press('Escape');
  await toEnglish(page);

  for (const step of ['Goals', 'Architecture', 'Data', 'Model', 'Deploy', 'Team', 'Evaluate']) {
    await goTo(page, step);
    await lookAtChinese(page, `${step} before a training`);
  }

  await trainShortly(page, 2);
  await toChinese(page);
  await page.getByRole('button', { name: '打开运行 #2' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoEnglish(page, 'run detail');
  await page.keyboard.press('Escape');
  await toEnglish(page);
  await goTo(page, 'Deploy');
  await lookAtChinese(page, 'Deploy before a version');
  await registerRun(page, 2);
  await expect(page.getByRole('heading', { name: 'Version 1', exact: true })).toBeVisible();
  for (const tab of ['Score a file', 'Model card', 'Signature', 'Try the model']) {
    await page.getByRole('tab', { name: tab }).click();
    await lookAtChinese(page, `Deploy, ${tab}`);
  }
  await goTo(page, 'Model');
  for (const tab of ['Optimizer', 'Training', 'Layers']) {
    await page.getByRole('tab', { name: tab }).click();
    await lookAtChinese(page, `Model, ${tab}`);
  }
  await goTo(page, 'Evaluate');
  await openEvidence(page);
  await lookAtChinese(page, 'Evaluate with evidence');
  await page.goto('./#/storage');
  await expect(page.getByRole('table')).toBeVisible();
  await lookAtChinese(page, 'storage of a project');
  await toChinese(page);
  await page.getByRole('button', { name: /（查看详情）$/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoEnglish(page, 'offline use and updates');
});

test('numbers and dates are written as the language writes them', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: /Credit scoring/ }).click();
  await page.waitForURL(/#\/project\//);
  await goTo(page, 'Data');
  await page.getByRole('tab', { name: 'Lineage' }).click();
  const history = page.getByRole('region', { name: 'Data lineage' });
  const opened = history.getByText('Imported', { exact: true }).locator('xpath=following::dd[1]');
  await expect(opened).toHaveText(/^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d\s[AP]M$/);
  await toChinese(page);
  await expect(
    page.getByRole('region', { name: '此版本的来历' }).getByText(/^\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d$/),
  ).toBeVisible();
  await page.goto('./');
  const when = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Credit scoring' }) })
    .getByRole('time');
  await expect(when).toHaveText(/^今天 \d\d:\d\d$/);
  await toEnglish(page);
  await expect(when).toHaveText(/^today, \d{1,2}:\d\d\s[AP]M$/);
});

for (const [wish, lang, headline] of [
  ['zh-CN', 'zh-CN', /\p{Script=Han}/u],
  ['zh-Hant-TW', 'zh-CN', /\p{Script=Han}/u],
  ['de-DE', 'en', /^Train, evaluate and run models/],
] as const) {
  test.describe(`a browser set to ${wish}`, () => {
    test.use({ locale: wish });
    test(`begins in ${lang}, and a choice outlasts a reload`, async ({ page }) => {
      await page.goto('./');
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(headline);
      const other = lang === 'en' ? 'zh-CN' : 'en';
      await (other === 'en' ? toEnglish(page) : toChinese(page));
      await page.reload();
      await expect(page.locator('html')).toHaveAttribute('lang', other);
      await expect(page.getByRole('group').getByRole('button', { pressed: true })).toHaveAttribute(
        'lang',
        other,
      );
    });
  });
}
