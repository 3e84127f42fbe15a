// What the size of a project costs: 1,000 runs and 100 snapshots against 10 and 10, taken in turns from the stores of two profiles.
import { fillStore } from './fill.mjs';
import { listShown, timed } from './timed.mjs';

const sizes = { small: { runs: 10, snapshots: 10 }, large: { runs: 1000, snapshots: 100 } };
const rounds = Number(process.env['HEARTH_ROUNDS'] ?? 9);
/**
 * What is asked for is *as fast*. Medians of two equal projects differ by up to a fifth on a machine that does other work too, so that a
 * lower bar would be missed by chance; reading every record anew takes several times as long and misses this one.
 */
const ratioBar = 1.3;
const taskBar = 50;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Figures of opening, following commits and listing; the ratios carry the bar. */
export async function projectSizes(browser, url) {
  const profiles = {};
  for (const [name, size] of Object.entries(sizes))
    profiles[name] = await openProfile(browser, url, name, size);
  const taken = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 ? ['large', 'small'] : ['small', 'large']) {
      for (const [figure, { ms, task }] of Object.entries(await oneRound(profiles[name], round))) {
        const samples = ((taken[figure] ??= {})[name] ??= { ms: [], task: [] });
        samples.ms.push(ms);
        samples.task.push(task);
      }
    }
  }
  for (const { context } of Object.values(profiles)) await context.close();
  const tasks = Object.values(taken).map(({ large }) => large.task);
  return [
    ...Object.entries(taken).flatMap(([figure, { small, large }]) => [
      { id: `${figure}-10-runs`, value: median(small.ms), unit: 'ms', samples: small.ms },
      { id: `${figure}-1000-runs`, value: median(large.ms), unit: 'ms', samples: large.ms },
      { id: `${figure}-1000-to-10`, value: median(large.ms) / median(small.ms), unit: '×', bar: ratioBar },
    ]),
    {
      ...{ id: 'longest-task-with-1000-runs', unit: 'ms', bar: taskBar },
      // Of each action the median: a long task in one round alone is the machine's.
      ...{ value: Math.max(...tasks.map(median)), samples: tasks.map(median) },
    },
  ];
}

/** A profile with a filled store, whose app has brought store and E up to date. */
async function openProfile(browser, url, name, size) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(url);
  const projectId = await page.evaluate(fillStore, { ...size, name });
  await page.reload();
  await page.getByRole('link', { name }).waitFor({ timeout: 120_000 });
  await page.goto(`${url}#/project/${projectId}/model`);
  await page.locator(`table[aria-rowcount="${size.runs + 1}"]`).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(5000);
  return { context, page, projectId, url, name, runs: size.runs };
}

async function oneRound(profile, round) {
  const { page, projectId, url } = profile;
  const ask = (action) => page.evaluate(timed, { projectId, ...action });
  const taken = {};
  const load = async () => {
    await page.goto('about:blank');
    await page.goto(url);
    const list = await page.evaluate(listShown, profile.name);
    await page.waitForTimeout(1000);
    return list;
  };
  const go = (step, shows) => ask({ kind: 'go', hash: `#/project/${projectId}/${step}`, shows });

  taken['project-list'] = await load();
  taken['open-model'] = await go('model', `table[aria-rowcount="${profile.runs + 1}"]`);
  profile.runs += 1;
  taken['new-run'] = await ask({
    ...{ kind: 'new-run', number: profile.runs, shows: `table[aria-rowcount="${profile.runs + 1}"]` },
  });
  taken['run-update'] = await ask({
    ...{ kind: 'run-goes-on', number: 41 + round },
    shows: { text: `${String(41 + round)}s`, within: 'tbody tr:not(.gap)' },
  });
  profile.name = `Name ${profile.runs}`;
  taken['rename'] = await ask({ kind: 'rename', shows: { text: profile.name, within: 'header' } });
  await load();
  taken['open-evaluate'] = await go('evaluate', { text: 'Test results (1,000 rows)', within: 'main' });
  return taken;
}
