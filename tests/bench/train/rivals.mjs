// The page of the rivals, and the ways to its workers.

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
