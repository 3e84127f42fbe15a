// A portal and the app on two sites, in a browser that partitions storage: what every test of framing starts from.
import {
  test as base,
  chromium,
  expect,
  type Browser,
  type BrowserContext,
  type FrameLocator,
  type Page,
} from '@playwright/test';
import { browserPath, chromiumArgs } from '../../scripts/browser.mjs';
import { partitioned } from '../../scripts/partitioned.mjs';
import { startPortal } from '../../scripts/portal.mjs';
import { watchPolicy } from './policy-watch';

export { expect };

/** A page of the portal that holds one frame and nothing else; its query gives the frame's address and attributes. */
const hostPage = `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:," />
<body><main aria-label="Host"><h1>Host</h1></main><script type="module">
  import { connect } from './hearth-embed.js';
  window.connectHearth = connect;
  const query = new URLSearchParams(location.search);
  const frame = document.createElement('iframe');
  frame.title = 'Framed';
  frame.style = 'width: 1100px; height: 800px';
  for (const name of ['sandbox', 'credentialless']) if (query.has(name)) frame.setAttribute(name, query.get(name));
  frame.src = query.get('src');
  document.querySelector('main').append(frame);
</script></body></html>`;

export interface Portal {
  app: string;
  portal: string;
  root: string;
  allow(origins: string[]): void;
  close(): Promise<void>;
  /** The address of a page at `host` under localhost that frames `src`. */
  framing(src: string, attributes?: Record<string, string>, host?: string): string;
}

async function openPortal(): Promise<Portal> {
  const portal = await startPortal({ pages: { 'host.html': () => hostPage } });
  const framing: Portal['framing'] = (src, attributes = {}, host = 'portal') =>
    `${portal.portal.replace('//portal.', `//${host}.`)}host.html?${String(new URLSearchParams({ src, ...attributes }))}`;
  return { ...portal, framing };
}

interface Fixtures {
  visit: BrowserContext;
  host: Page;
}
interface Shared {
  portal: Portal;
  partitionedBrowser: Browser;
}

export const test = base.extend<Fixtures, Shared>({
  portal: [
    async ({}, use) => {
      const portal = await openPortal();
      await use(portal);
      await portal.close();
    },
    { scope: 'worker' },
  ],
  partitionedBrowser: [
    async ({}, use) => {
      const browser = await chromium.launch(
        partitioned({ executablePath: browserPath() ?? '', args: chromiumArgs() }, { withoutGpu: true }),
      );
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  /** A profile of its own. */
  visit: async ({ partitionedBrowser }, use) => {
    const context = await partitionedBrowser.newContext({
      locale: 'en-GB',
      viewport: { width: 1440, height: 900 },
    });
    const violations: string[] = [];
    watchPolicy(context, (violation) => violations.push(violation));
    await use(context);
    await context.close();
    // That the browser refuses a frame is what some of these tests are about.
    expect(
      violations.filter((violation) => !violation.startsWith('frame-ancestors')),
      'policy violations',
    ).toEqual([]);
  },
  host: async ({ visit }, use) => {
    await use(await visit.newPage());
  },
});

/** The frame of a page that has but one. */
export const framed = (page: Page): FrameLocator => page.frameLocator('iframe');
