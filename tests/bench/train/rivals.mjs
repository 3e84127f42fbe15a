// The page of the rivals: bundled for the benchmark alone, and never a part of the app.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page of the rivals; resolves to its folder. */
export async function buildPage() {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const outDir = fileURLToPath(new URL('../../../.cache/bench-train/', import.meta.url));
  await build({
    configFile: false,
    root,
    base: './',
    publicDir: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome120',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  });
  return outDir;
}

/** A fresh page; `rival` starts a worker of a kind and gives the way to it. */
export async function openPage(browser, url) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(url);
  await page.waitForFunction(() => 'ask' in window);
  const ask = (name, method, ...parameters) =>
    page.evaluate(({ name, method, parameters }) => window.ask(name, method, parameters), {
      name,
      method,
      parameters,
    });
  return {
    url,
    ask,
    async rival(kind) {
      await ask(kind, 'start', kind);
      return Object.assign((method, ...parameters) => ask(kind, method, ...parameters), { kind });
    },
    close: () => page.close(),
  };
}
