// What framing costs: a prediction asked by the host page through the SDK, against the same call inside the app. The two take turns, so
// that whatever else the machine does falls on both.
import { chromium } from '@playwright/test';
import { chromiumArgs } from '../../scripts/browser.mjs';
import { partitioned } from '../../scripts/partitioned.mjs';
import { startPortal } from '../../scripts/portal.mjs';

const warmUp = 20;
const rounds = 60;
/** Predictions of one turn, one after the other: a process that was just spoken to by the benchmark itself would else answer faster. */
const calls = 5;

const hostPage = `<!doctype html><title>Host</title><link rel="icon" href="data:," /><body><script type="module">
  import { connect } from './hearth-embed.js';
  window.connectHearth = connect;
</script></body>`;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function measure({ launch }) {
  const portal = await startPortal({ pages: { 'host.html': () => hostPage } });
  const browser = await chromium.launch(
    partitioned({ ...launch, args: chromiumArgs() }, { withoutGpu: true }),
  );
  try {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`${portal.portal}host.html`);
    const frame = await frameWithModel(page, portal.app);
    const { inside, host } = await takeTurns(page, frame, new URL(portal.app).origin);
    const [own, sdk] = [median(inside), median(host)];
    return [
      { id: 'predict-inside-the-app', value: own, unit: 'ms', samples: inside },
      { id: 'predict-through-the-sdk', value: sdk, unit: 'ms', samples: host },
      { id: 'sdk-over-inside', value: sdk / own, unit: '×', bar: 1.3 },
    ];
  } finally {
    await browser.close();
    await portal.close();
  }
}

/** Trains a champion inside the framed app, then shows its form in the same frame. */
async function frameWithModel(page, app) {
  const show = (hash) =>
    page.evaluate((src) => {
      document.querySelector('iframe')?.remove();
      const frame = document.createElement('iframe');
      frame.width = '1280';
      frame.height = '900';
      frame.src = src;
      document.body.append(frame);
    }, `${app}embed.html${hash}`);
  await show('#/app');
  const inside = page.frameLocator('iframe');
  await inside.getByRole('button', { name: /Credit scoring/ }).click();
  const steps = inside.getByRole('navigation', { name: 'Steps' });
  await steps.getByRole('link', { name: /Model/ }).click();
  await inside.getByRole('tab', { name: 'Training' }).click();
  await inside.getByLabel('Epochs', { exact: true }).fill('2');
  await inside.getByLabel('Epochs', { exact: true }).press('Enter');
  await inside.getByRole('button', { name: 'Train', exact: true }).click();
  const runs = inside.getByRole('region', { name: 'Runs' });
  await runs.getByText('finished', { exact: true }).nth(1).waitFor({ timeout: 300_000 });
  await steps.getByRole('link', { name: /Deploy/ }).click();
  // After two epochs the baseline may be what is proposed.
  const finished = inside.getByLabel('Finished run');
  const second = finished.getByRole('option', { name: /^Run 2\b/ });
  await finished.selectOption(await second.getAttribute('value'));
  await inside.getByRole('button', { name: 'Register run 2' }).click();
  await inside.getByRole('button', { name: 'Promote without approval…' }).click();
  await inside.getByLabel('Reason for waiving approval').fill('A benchmark.');
  await inside.getByRole('button', { name: 'Promote version 1 to champion' }).click();
  await inside.getByRole('heading', { name: 'Version 1 is the champion' }).waitFor();
  const [, projectId] = /#\/project\/(\w+)/.exec(page.frames()[1].url()) ?? [];
  await show(`#/predict/${projectId}`);
  await inside.getByRole('status').waitFor({ timeout: 60_000 });
  return page.frames()[1];
}

/** Runs in a page: milliseconds of so many calls. */
async function timed({ calls, predict }) {
  const samples = [];
  for (let call = 0; call < calls; call += 1) {
    const startedAt = performance.now();
    await window[predict]();
    samples.push(performance.now() - startedAt);
  }
  return samples;
}

async function takeTurns(page, frame, origin) {
  const { versionId, row } = await page.evaluate(async (origin) => {
    window.connection = await window.connectHearth(document.querySelector('iframe'), { origin });
    const [model] = await window.connection.models();
    const row = Object.fromEntries(model.inputs.map(({ name, example }) => [name, example]));
    window.predictFromHost = () => window.connection.predict(row);
    return { versionId: model.id, row };
  }, origin);
  await frame.evaluate(
    async ({ versionId, row }) => {
      const asset = performance
        .getEntriesByType('resource')
        .find(({ name }) => /\/clients-[\w-]+\.js$/.test(name));
      const found = Object.values(await import(asset.name)).find((each) => each?.engine);
      window.predictInside = () => found.engine.call('predict', { versionId, rows: [row] });
    },
    { versionId, row },
  );
  const inside = [];
  const host = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const own = await frame.evaluate(timed, { calls, predict: 'predictInside' });
    const sdk = await page.evaluate(timed, { calls, predict: 'predictFromHost' });
    if (round < warmUp) continue;
    inside.push(...own);
    host.push(...sdk);
  }
  return { inside, host };
}
