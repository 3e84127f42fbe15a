// What a host page asks while things go wrong behind the frame: its calls go past the frame's page, and none is lost or left to hang.
import type { Page, Worker } from '@playwright/test';
import { pickFile } from '../e2e/app';
import { makeChampion } from '../e2e/champion';
import { expect, framed, test } from '../e2e/portal';

interface Connection {
  predict(inputs: Record<string, unknown>): Promise<{ value: string; probabilities: number[] }>;
}
declare global {
  interface Window {
    connection?: Connection;
  }
}

const row = { age: 37, income: 27_000, region: 'west' };

function engineOf(page: Page): Worker {
  const engine = page.workers().find((worker) => new URL(worker.url()).pathname.includes('/engine-'));
  if (!engine) throw new Error('no engine worker');
  return engine;
}

/** Runs in the host page: one prediction, and how long it took. */
const predictOnce = async (inputs: Record<string, unknown>) => {
  const startedAt = performance.now();
  const answer = await window.connection?.predict(inputs);
  return { answer, tookMs: performance.now() - startedAt };
};

/** Asks every 25 ms for so long; gives each answer, or the code of the error. */
const keepAsking = async ({ inputs, forMs }: { inputs: Record<string, unknown>; forMs: number }) => {
  const calls: Promise<string>[] = [];
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    calls.push(
      (window.connection?.predict(inputs) ?? Promise.reject(new Error('not connected'))).then(
        (answer) => JSON.stringify(answer),
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return Promise.all(calls);
};

/** Whether the host is answered while the frame's own page cannot do anything. */
async function isPastThePage(page: Page): Promise<boolean> {
  const busyMs = 1_500;
  const busy = framed(page)
    .locator('body')
    .evaluate((_, ms) => {
      const until = performance.now() + ms;
      while (performance.now() < until);
    }, busyMs);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200))); // the frame is at it
  const { tookMs } = await page.evaluate(predictOnce, row);
  await busy;
  return tookMs < busyMs / 2;
}

test('a host is answered past a busy frame, and no call is lost when the engine crashes or hangs', async ({
  visit,
  host,
  portal,
}) => {
  test.setTimeout(400_000);
  const { projectId, file } = await makeChampion(await visit.newPage(), portal.app);
  const origin = new URL(portal.app).origin;
  await host.goto(portal.framing(`${portal.app}embed.html#/predict/${projectId}`));
  const frame = framed(host);
  await pickFile(host, frame.getByRole('button', { name: 'Open a project file' }), 'credit.hearth', file);
  await expect(frame.getByRole('heading', { name: 'Predict defaulted' })).toBeVisible({ timeout: 60_000 });
  await host.evaluate(async (origin) => {
    const frame = document.querySelector('iframe');
    if (frame) window.connection = (await window.connectHearth(frame, { origin })) as Connection;
  }, origin);
  const { answer } = await host.evaluate(predictOnce, row);
  expect(answer?.probabilities).toHaveLength(2);
  await expect.poll(() => isPastThePage(host)).toBe(true);

  for (const [name, fault, forMs] of [
    ['crashes', 'throw', 3_000],
    ['hangs', 'hang', 1_000],
  ] as const)
    await test.step(`the engine ${name} while the host asks: each call is answered as before`, async () => {
      const engine = engineOf(host);
      const ended = engine.waitForEvent('close', { timeout: 60_000 });
      const asking = host.evaluate(keepAsking, { inputs: row, forMs });
      await engine.evaluate((fault) => {
        setTimeout(() => {
          if (fault === 'throw') throw new Error('thrown on purpose');
          for (;;);
        }, 300);
      }, fault);
      const answers = await asking;
      expect(answers.length).toBeGreaterThan(20);
      expect([...new Set(answers)]).toEqual([JSON.stringify(answer)]);
      await ended;
      await expect.poll(() => isPastThePage(host)).toBe(true);
    });
});
