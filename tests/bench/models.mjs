// Boosted trees against XGBoost's `hist`, in one run and taking turns: the same rows in memory, rounds, depth, bins and penalties, one thread each. Ours
// are trained as the app trains them, in a worker of a browser, with a point of the curve after every round, which the rival is not asked for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startServer } from '../../scripts/static-server.mjs';
import { startRival } from './models/python.mjs';
import { writeRows } from './models/rows.mjs';
import { buildPage } from './shared/build-page.mjs';
import { peakRendererMegabytes, rendererSeconds } from './shared/renderers.mjs';

const trainBar = 1.5;
const predictBar = 1.5;
const aucBar = 0.003;
const boostingRounds = 100;
/** Not trained on: what the areas are measured by. */
const testRows = 50_000;

/** Groups that run only where `--only` names them. */
const askedFor = ['trees-1m'];

export const groups = {
  'trees-100k': (bench) => measureTrees(bench, { name: '100k', rows: 100_000, turns: 5 }),
  'trees-1m': (bench) => measureTrees(bench, { name: '1m', rows: 1_000_000, turns: 3 }),
};

export async function measure({ launch, only }) {
  const server = await startServer({ root: await buildPage('models'), headers: {} });
  const figures = [];
  try {
    for (const [name, group] of Object.entries(groups))
      if (only?.includes(name) ?? !askedFor.includes(name))
        figures.push(...(await group({ launch, url: server.url })));
  } finally {
    await server.close();
  }
  return figures;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const time = (id, samples) => ({ id, value: median(samples), unit: 'ms', samples });
/** Of medians; turn by turn as samples. */
const ratio = (id, ours, theirs, bar) => ({
  ...{ id, value: median(ours) / median(theirs), unit: '×', bar },
  samples: ours.map((value, turn) => value / theirs[turn]),
});

async function measureTrees({ launch, url }, { name, rows, turns }) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const profile = join(folder, 'profile');
  const files = { features: join(folder, 'features.bin'), labels: join(folder, 'labels.bin') };
  let rival;
  let context;
  try {
    const labels = writeRows(files, rows + testRows).subarray(rows);
    const args = [files.features, files.labels, rows, boostingRounds].map(String);
    rival = await startRival(new URL('./models/rival.py', import.meta.url), args);
    context = await chromium.launchPersistentContext(profile, launch);
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    await page.waitForFunction(() => 'trees' in window);
    await page.locator('input').setInputFiles([files.features, files.labels]);
    await page.evaluate(([train, rounds]) => window.trees.open(train, rounds), [rows, boostingRounds]);

    const ours = (what) => async () => {
      const before = rendererSeconds(profile);
      const ms = await page.evaluate((asked) => window.trees[asked](), what);
      return { ms, cpuMs: before === null ? null : 1000 * (rendererSeconds(profile) - before) };
    };
    const taken = { train: { ours: [], theirs: [] }, predict: { ours: [], theirs: [] } };
    let peak = 0;
    for (let turn = 0; turn < turns; turn += 1)
      for (const what of ['train', 'predict']) {
        const both = [
          async () => taken[what].ours.push(await ours(what)()),
          async () => {
            const answer = await rival.ask(what);
            taken[what].theirs.push(answer);
            peak = answer.peakMegabytes;
          },
        ];
        for (const one of turn % 2 ? both : both.toReversed()) await one();
      }

    const areas = {
      ours: rankingArea(await page.evaluate(() => window.trees.scores()), labels),
      theirs: rankingArea((await rival.ask('scores')).scores, labels),
    };
    const megabytes = peakRendererMegabytes(profile);
    const of = (what, whose, key = 'ms') => taken[what][whose].map((each) => each[key]);
    const hasCpu = taken.train.ours.every(({ cpuMs }) => cpuMs !== null);
    return [
      time(`trees-train-${name}`, of('train', 'ours')),
      time(`xgboost-train-${name}`, of('train', 'theirs')),
      ratio(`train-over-xgboost-${name}`, of('train', 'ours'), of('train', 'theirs'), trainBar),
      // Of all threads: those that compile and collect garbage, too. It is less moved by what else the machine does.
      ...(hasCpu
        ? [
            ratio(
              `train-cpu-over-xgboost-${name}`,
              of('train', 'ours', 'cpuMs'),
              of('train', 'theirs', 'cpuMs'),
            ),
          ]
        : []),
      time(`trees-predict-${name}`, of('predict', 'ours')),
      time(`xgboost-predict-${name}`, of('predict', 'theirs')),
      ratio(`predict-over-xgboost-${name}`, of('predict', 'ours'), of('predict', 'theirs'), predictBar),
      { id: `trees-auc-${name}`, value: areas.ours, unit: 'AUC' },
      { id: `xgboost-auc-${name}`, value: areas.theirs, unit: 'AUC' },
      { id: `auc-below-xgboost-${name}`, value: areas.theirs - areas.ours, unit: 'AUC', bar: aucBar },
      ...(megabytes === null ? [] : [{ id: `trees-peak-memory-${name}`, value: megabytes, unit: 'MB' }]),
      { id: `xgboost-peak-memory-${name}`, value: peak, unit: 'MB' },
    ];
  } finally {
    rival?.end();
    await context?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Area under the ROC curve (Mann and Whitney); scores are all but never equal. */
function rankingArea(scores, labels) {
  const order = [...scores.keys()].sort((a, b) => scores[a] - scores[b]);
  let ranks = 0;
  let positives = 0;
  order.forEach((row, rank) => {
    if (labels[row] !== 1) return;
    ranks += rank + 1;
    positives += 1;
  });
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (scores.length - positives));
}
