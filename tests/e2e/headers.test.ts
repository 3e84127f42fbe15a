// The header policy: on every response, in every thread, and no violation goes unheard.
import type { Worker } from '@playwright/test';
import { expect, openScenario, test } from './app';
import { trainShortly } from './short-training';

/** Runs in a page or a worker: does what the policy forbids, and says how it ended. */
const provoke = async (): Promise<string[]> => {
  const asText = (error: unknown) => (error instanceof Error ? error.name : String(error));
  const sent = await fetch('https://elsewhere.example/').then(() => 'sent', asText);
  let ran: string;
  try {
    setTimeout('self.ran = true');
    ran = 'ran';
  } catch (error) {
    ran = asText(error);
  }
  return [sent, ran];
};

const named = (workers: Worker[], name: string) =>
  workers.find((worker) => new URL(worker.url()).pathname.includes(`/${name}-`));

test.describe('what the policy forbids', () => {
  test.use({ allowErrors: /elsewhere\.example|net::ERR/ });

  test('is refused in the page and in its workers, and the tests hear of each', async ({ page, watched }) => {
    await openScenario(page, /Credit scoring/);
    await expect.poll(() => named(page.workers(), 'data')).toBeDefined();
    expect(watched.violations).toEqual([]);
    expect(await page.evaluate(provoke)).toEqual(['TypeError', 'TypeError']);
    expect(await named(page.workers(), 'data')?.evaluate(provoke)).toEqual(['TypeError', 'TypeError']);
    const heard = (where: RegExp, what: string) =>
      watched.violations.some((text) => where.test(text) && text.startsWith(what));
    for (const where of [/in the page$/, /in http.*\/data-[^/]*\.js$/])
      for (const what of ['connect-src https://elsewhere.example/', 'require-trusted-types-for'])
        await expect.poll(() => heard(where, what), `${what} ${String(where)}`).toBe(true);
    watched.violations.length = 0; // provoked on purpose
  });
});
