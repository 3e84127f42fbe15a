// Who may frame the app, and what a host page can do to it: nothing, unless every page above is allowed; and then only ask.
import type { Frame, Page } from '@playwright/test';
import { expect, framed, test, type Portal } from '../e2e/portal';
import { startServer } from '../../scripts/static-server.mjs';

const refusal = 'This page isn’t allowed to embed Hearth.';

/** The app without its headers' word on framing, as a page from the cache has it that was stored before the list changed. */
async function withoutHeaderWall(portal: Portal, work: (app: string) => Promise<void>): Promise<void> {
  const server = await startServer({ root: portal.root, frameAncestors: ['http://*.localhost:*'] });
  try {
    await work(server.url.replace('//localhost', '//app.localhost'));
  } finally {
    await server.close();
  }
}

/** A refused frame holds the sentence in both languages and no more. */
async function expectSentence(page: Page, path: string): Promise<Frame> {
  const frame = page.frames().find((each) => new URL(each.url()).pathname.endsWith(`/${path}`));
  if (!frame) throw new Error(`no frame of ${path}`);
  await expect(frame.getByRole('heading', { name: refusal })).toBeVisible();
  await expect(frame.getByText('当前页面未获准嵌入 Hearth。请联系 Hearth 的管理员。')).toBeVisible();
  expect((await frame.locator('body').innerText()).trim().split('\n').filter(Boolean)).toHaveLength(2);
  return frame;
}

/** Nor did a worker run in it, and nothing was stored. */
async function expectNothing(page: Page, path: string): Promise<void> {
  const frame = await expectSentence(page, path);
  const kept = await frame.evaluate(async () => ({
    databases: (await indexedDB.databases()).length,
    local: localStorage.length,
    workers: performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\/(data|engine)-[\w-]+\.js$/.test(name)).length,
  }));
  expect(kept).toEqual({ databases: 0, local: 0, workers: 0 });
  expect(page.workers()).toEqual([]);
}

/** That the app runs in a frame: its face shows, or where it has none, its door for scripts is open. */
async function expectApp(page: Page, path: string): Promise<void> {
  if (path !== 'headless.html')
    return expect(framed(page).getByRole('heading', { level: 1 })).toContainText(/model/i);
  await expect.poll(() => hasDoor(page)).toBe(true);
  await expect(framed(page).getByLabel('Data')).toBeVisible();
}

const hasDoor = (page: Page): Promise<boolean> =>
  framed(page)
    .locator('body')
    .evaluate(() => 'hearth' in window);

for (const path of ['index.html', 'embed.html', 'headless.html'])
  test(`a foreign page that frames ${path} gets nothing: by the headers, and by the page itself`, async ({
    host,
    portal,
  }) => {
    await test.step('the headers keep the browser from showing it', async () => {
      const blocked = host.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
      await host.goto(portal.framing(`${portal.app}${path}`, {}, 'foreign'));
      await blocked;
      expect(host.frames().map((frame) => frame.url())).not.toContain(`${portal.app}${path}`);
    });
    await withoutHeaderWall(portal, async (app) => {
      await test.step('without them the page refuses itself', async () => {
        await host.goto(portal.framing(`${app}${path}`, {}, 'foreign'));
        await expectNothing(host, path);
        expect(await hasDoor(host)).toBe(false);
      });
      await test.step('the same page in an allowed portal shows', async () => {
        await host.goto(portal.framing(`${app}${path}`));
        await expectApp(host, path);
      });
      await test.step('a host that was refused is not answered', async () => {
        await host.goto(portal.framing(`${app}${path}`, {}, 'foreign'));
        await expectNothing(host, path);
        expect(await connectionCode(host, new URL(app).origin)).toBe('timeout');
      });
    });
  });

/** What becomes of the SDK's connect: its error's code. */
function connectionCode(page: Page, origin: string): Promise<string> {
  return page.evaluate(async (origin) => {
    const frame = document.querySelector('iframe');
    if (!frame) return 'no frame';
    return window.connectHearth(frame, { origin, timeoutMs: 2_000 }).then(
      () => 'connected',
      (error: unknown) => (error as { code: string }).code,
    );
  }, origin);
}

test('a portal that is taken off the list gets nothing, though the service worker still serves the page', async ({
  host,
  portal,
}) => {
  const address = portal.framing(`${portal.app}embed.html#/app`);
  const origins = [new URL(portal.portal).origin];
  try {
    await host.goto(address);
    await expect(framed(host).getByRole('heading', { level: 1 })).toBeVisible();
    await test.step('the service worker of this portal is in control', async () => {
      await framed(host)
        .locator('body')
        .evaluate(async () => {
          await navigator.serviceWorker.ready;
          if (!navigator.serviceWorker.controller)
            await new Promise((resolve) =>
              navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
            );
        });
      const served = host.waitForResponse((response) => new URL(response.url()).pathname === '/embed.html');
      await host.goto(address);
      expect((await served).fromServiceWorker()).toBe(true);
      await expect(framed(host).getByRole('heading', { level: 1 })).toBeVisible();
    });
    await test.step('taken off the list, it is refused at the next start', async () => {
      portal.allow([]);
      const served = host.waitForResponse((response) => new URL(response.url()).pathname === '/embed.html');
      await host.goto(address);
      expect((await served).fromServiceWorker()).toBe(true);
      await expectSentence(host, 'embed.html');
      expect(host.workers()).toEqual([]);
    });
    await test.step('away from the network, the list of the last time holds', async () => {
      portal.allow(origins);
      await host.goto(address);
      await expect(framed(host).getByRole('heading', { level: 1 })).toContainText(/model/i);
      const reached = host
        .context()
        .waitForEvent('requestfailed', (request) => /hearth\.config\.json/.test(request.url()));
      await host.context().route('**/hearth.config.json', (route) => route.abort());
      await host.goto(address);
      await reached;
      await expect(framed(host).getByRole('heading', { level: 1 })).toContainText(/model/i);
    });
  } finally {
    portal.allow(origins);
  }
});

test('an allowed portal inside a foreign page gets nothing', async ({ host, portal }) => {
  await withoutHeaderWall(portal, async (app) => {
    const inner = portal.framing(`${app}embed.html#/app`);
    await host.goto(portal.framing(inner));
    await expect(framed(host).frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
    await host.goto(portal.framing(inner, {}, 'foreign'));
    await expectNothing(host, 'embed.html');
  });
  await test.step('the headers say so too', async () => {
    const blocked = host.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
    await host.goto(portal.framing(portal.framing(`${portal.app}embed.html#/app`), {}, 'foreign'));
    await blocked;
  });
});

test('forged, replayed, oversized and poisoned messages are ignored', async ({ host, portal }) => {
  const origin = new URL(portal.app).origin;
  await host.goto(portal.framing(`${portal.app}embed.html#/app`));
  const frame = framed(host);
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
  const hello = (nonce: string) => ({ hearth: 'hello', protocol: 1, nonce });

  await test.step('a hello from the frame’s own window, or from a window of another origin, is no hello', async () => {
    await frame
      .locator('body')
      .evaluate((_, message) => window.postMessage(message, '*'), hello('0'.repeat(32)));
    // A sibling frame of a foreign origin reaches the frame through their common parent.
    await host.evaluate(
      (src) =>
        new Promise((resolve) => {
          const sibling = document.createElement('iframe');
          sibling.onload = resolve;
          sibling.src = src;
          document.body.append(sibling);
        }),
      portal.framing('about:blank', {}, 'foreign'),
    );
    const sibling = host
      .frames()
      .find((each) => each.url().startsWith(portal.framing('', {}, 'foreign').split('?')[0] ?? ''));
    await sibling?.evaluate(
      (message) => window.parent.frames[0]?.postMessage(message, '*'),
      hello('1'.repeat(32)),
    );
    await host.evaluate(() => document.querySelectorAll('iframe')[1]?.remove());
  });

  const heard = await host.evaluate(
    async ({ origin }) => {
      const target = document.querySelector('iframe')?.contentWindow;
      const said: unknown[] = [];
      let port: MessagePort | undefined;
      const welcomed = new Promise<void>((resolve) =>
        addEventListener('message', ({ data, ports }: MessageEvent<{ hearth: string }>) => {
          said.push(data);
          if (ports[0]) port = ports[0];
          if (data.hearth === 'welcome') resolve();
        }),
      );
      const say = (message: unknown) => target?.postMessage(message, origin);
      const nonce = (digit: string) => digit.repeat(32);
      // None of these is a hello.
      say(null);
      say('hello');
      say({ hearth: 'hello', protocol: 2, nonce: nonce('2') });
      say({ hearth: 'hello', protocol: 1, nonce: nonce('3'), more: true });
      say({ hearth: 'hello', protocol: 1, nonce: 'x'.repeat(2_000_000) });
      say(JSON.parse(`{"hearth":"hello","protocol":1,"nonce":"${nonce('4')}","__proto__":{"polluted":1}}`));
      say({ type: 'SET', id: '1', path: ['__proto__', 'polluted'], value: { type: 'RAW', value: 1 } });
      say({ hearth: 'hello', protocol: 1, nonce: nonce('5') });
      // This was one, so these come too late.
      say({ hearth: 'hello', protocol: 1, nonce: nonce('5') });
      say({ hearth: 'hello', protocol: 1, nonce: nonce('6') });
      await welcomed;

      const answers: { id?: number; value?: unknown; error?: { code: string } }[] = [];
      const answered = new Promise<void>((resolve) => {
        if (!port) return;
        port.onmessage = ({ data }: MessageEvent<{ id?: number }>) => {
          if ('id' in data) answers.push(data);
          if (answers.some(({ id }) => id === 7) && answers.some(({ id }) => id === 9)) resolve();
        };
      });
      const send = (message: unknown) => port?.postMessage(message);
      send({ id: 1, method: 'models' });
      send({ id: 1, method: 'models' });
      send(JSON.parse('{"id":2,"method":"models","__proto__":{"polluted":1}}'));
      send(
        JSON.parse(
          '{"id":2,"method":"predict","model":null,"rows":[{"constructor":{"prototype":{"polluted":1}}}]}',
        ),
      );
      send({ type: 'SET', id: 2, path: ['__proto__', 'polluted'], value: { type: 'RAW', value: 1 } });
      send({ id: 3, method: 'predict', model: null, rows: [{ a: 'x'.repeat(2_000_000) }] });
      send({ id: 4, method: 'constructor' });
      send({ id: 5, method: 'listProjects' });
      send({ id: 6, method: 'models', more: true });
      send({ id: 0, method: 'models' });
      send({ id: 7, method: 'predict', model: null, rows: [{ a: 1 }] });
      send([1, 2]);
      send({ id: 9, method: 'models' });
      await answered;
      return { said, answers };
    },
    { origin },
  );
  expect(heard.said).toEqual([{ hearth: 'welcome', nonce: '5'.repeat(32) }]);
  expect(heard.answers.map(({ id, error }) => [id, error?.code ?? 'value']).sort()).toEqual([
    [1, 'value'],
    [2, 'request_invalid'],
    [4, 'request_invalid'],
    [5, 'request_invalid'],
    [6, 'request_invalid'],
    [7, 'model_none'],
    [9, 'value'],
  ]);
  const polluted = await frame
    .locator('body')
    .evaluate(() => ['polluted' in Object.prototype, 'polluted' in {}, Object.keys(Object.prototype)]);
  expect(polluted).toEqual([false, false, []]);
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a credentialless frame, and a sandbox without an origin, refuse to save and explain', async ({
  host,
  portal,
}) => {
  const origin = new URL(portal.app).origin;
  const frame = framed(host);
  for (const path of ['embed.html', 'index.html']) {
    await host.goto(portal.framing(`${portal.app}${path}#/app`, { credentialless: '' }));
    await expect(
      frame.getByRole('heading', { name: 'Hearth’s data wouldn’t be kept in this frame' }),
    ).toBeVisible();
    await expect(frame.getByText(/remove the attribute, or open Hearth in its own tab/)).toBeVisible();
    expect(await frame.locator('body').evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
    expect(host.workers()).toEqual([]);
  }
  await host.goto(portal.framing(`${portal.app}embed.html?lang=zh-CN#/app`, { credentialless: '' }));
  await expect(frame.getByRole('heading', { name: 'Hearth 在此内嵌框架中会丢失全部数据' })).toBeVisible();
  expect(await connectionCode(host, origin)).toBe('storage_unusable');

  for (const path of ['embed.html', 'index.html', 'headless.html']) {
    await host.goto(portal.framing(`${portal.app}${path}#/app`, { sandbox: 'allow-scripts' }));
    await expect(
      frame.getByRole('heading', { name: 'Hearth can’t save anything in this frame' }),
    ).toBeVisible();
    await expect(frame.getByText(/owner to add allow-same-origin/)).toBeVisible();
    expect(host.workers()).toEqual([]);
  }
  await host.goto(
    portal.framing(`${portal.app}embed.html#/app`, { sandbox: 'allow-scripts allow-same-origin' }),
  );
  await expect(frame.getByRole('heading', { level: 1 })).toContainText(/model/i);
});
