// The start from the cache against a first visit: the time until the first screen is shown. Over the loopback, which is quicker than
// any real host, and over an emulated network: Chromium's own "Fast 4G" (9 Mbit/s, 60 ms × 2.75 of latency). The bar is for that one.
const fast4g = {
  offline: false,
  latency: 165,
  downloadThroughput: (9e6 / 8) * 0.9,
  uploadThroughput: (1.5e6 / 8) * 0.9,
};
const rounds = 7;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function measure({ browser, url }) {
  const figures = [];
  for (const [name, network, bar] of [
    ['fast-4g', fast4g, 0.5],
    ['loopback', null, null],
  ]) {
    const first = [];
    const again = [];
    const ratios = [];
    // Interleaved: each first visit is followed by a start from the cache that it filled, so that both see the same machine.
    for (let round = 0; round < rounds; round += 1) {
      const context = await browser.newContext({ locale: 'en-GB' });
      first.push(await shown(context, url, network));
      again.push(await shown(context, url, network));
      ratios.push(again.at(-1) / first.at(-1));
      await context.close();
    }
    figures.push(
      { id: `first-visit-${name}`, value: median(first), unit: 'ms', samples: first },
      { id: `from-cache-${name}`, value: median(again), unit: 'ms', samples: again },
      {
        id: `from-cache-over-first-visit-${name}`,
        value: median(again) / median(first),
        unit: '×',
        bar,
        samples: ratios,
      },
    );
  }
  return figures;
}

/** Opens the app in a new tab; returns how long it took until its headline was painted, ms, and leaves with all files kept. */
async function shown(context, url, network) {
  const page = await context.newPage();
  if (network) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', network);
  }
  await page.addInitScript(() => {
    window.shownAt = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        if (!document.querySelector('h1')) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
      }).observe(document, { childList: true, subtree: true });
    });
  });
  await page.goto(url);
  const ms = await page.evaluate(() => window.shownAt);
  await page.getByRole('button', { name: /^Works offline/ }).waitFor({ timeout: 120_000 });
  await page.close();
  return ms;
}
