// Training against its rivals: TensorFlow.js as it comes, jax-js, and our kernels without the compiled step. All sit in workers of one
// page and take turns, so that whatever else the machine does falls on each. A figure counts only where both sides' losses agree.
import { chromium } from '@playwright/test';
import { isolation } from '../../scripts/policy.mjs';
import { startServer } from '../../scripts/static-server.mjs';
import { lossDifference, lossTolerance, median, milliseconds, timesAsFast } from './train/figures.mjs';
import { buildPage } from './shared/build-page.mjs';
import { openPage } from './train/rivals.mjs';

const rounds = 7;
/** Steps whose losses are compared. */
const comparedSteps = 3;

/** Bars against each rival, times as fast, and the steps that one sample takes. The nets are in train/models.ts. */
const models = {
  dense: {
    bars: { stock: 10, jax: 1.5, kernels: 3 },
    steps: { stock: 2, jax: 6, kernels: 6, compiled: 20 },
  },
  digits: {
    bars: { stock: 18, jax: 4, kernels: 8 },
    steps: { stock: 1, jax: 1, kernels: 1, compiled: 10 },
  },
  text: { bars: { stock: 8 }, steps: { stock: 1, compiled: 10 } },
  lstm: { bars: { stock: 8 }, steps: { stock: 1, compiled: 5 } },
  residual: { bars: { stock: 12 }, steps: { stock: 1, compiled: 10 } },
};
/** Rows that trainers hold where their number is not what is measured: twenty batches of 64. */
const rows = 1280;

export const groups = {
  ...Object.fromEntries(Object.keys(models).map((name) => [name, (bench) => training(bench, name)])),
  matmul,
  'first-step': firstSteps,
  wasm,
  prediction,
  rows: manyRows,
};

export async function measure({ browser, launch, only }) {
  const server = await startServer({
    root: await buildPage('train'),
    // Isolated, for a clock that is fine enough for microseconds.
    headers: { ...isolation, 'Cross-Origin-Embedder-Policy': 'require-corp' },
  });
  const figures = [];
  try {
    for (const [name, group] of Object.entries(groups)) {
      if (only && !only.includes(name)) continue;
      const startedAt = Date.now();
      const bench = { ...(await openPage(browser, server.url)), launch };
      try {
        figures.push(...(await group(bench)));
      } catch (error) {
        // The other groups' figures are worth having; this one's absence fails the benchmark.
        console.error(error);
        figures.push({ id: `${name}-broke-off`, value: 1, unit: '', bar: 0 });
      }
      await bench.close();
      console.log(`${name}: ${Math.round((Date.now() - startedAt) / 1000)} s`);
    }
  } finally {
    await server.close();
  }
  return figures;
}

async function lossesOf(rival, name) {
  await rival('prepare', name, false, rows);
  return rival('losses', comparedSteps);
}

async function training(bench, name) {
  const { bars, steps } = models[name];
  const kinds = ['compiled', 'stock', ...('jax' in bars ? ['jax'] : [])];
  if ('kernels' in bars) {
    if (await bench.ask('about', 'hasKernels')) kinds.push('kernels');
    else
      console.log(
        `${name}: our kernels alone are left out, this build has no src/model/backends/kernels/webgpu`,
      );
  }
  const figures = [];
  const rivals = {};
  const losses = {};
  const times = {};
  for (const kind of kinds) {
    rivals[kind] = await bench.rival(kind);
    losses[kind] = await lossesOf(rivals[kind], name);
    await rivals[kind]('prepare', name, true, rows);
    // As many as a sample takes, so that no sample pays for code that is not compiled yet.
    await rivals[kind]('time', steps[kind]);
    times[kind] = [];
  }
  const script = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of kinds) {
      const { ms, scriptMs } = await rivals[kind]('time', steps[kind]);
      times[kind].push(ms);
      if (kind === 'compiled') script.push(scriptMs);
    }
  }
  for (const kind of kinds) figures.push(milliseconds(`${name}-step-${kind}`, times[kind]));
  const against = (id, theirs, ours, bar) => {
    const difference = lossDifference(`${id}-losses`, losses[theirs], losses[ours]);
    const counts = difference.value <= lossTolerance;
    figures.push(timesAsFast(id, times[theirs], times[ours], bar, counts), difference);
  };
  against(`${name}-compiled-against-stock`, 'stock', 'compiled', bars.stock);
  if (times.kernels) against(`${name}-kernels-against-stock`, 'stock', 'kernels', bars.kernels);
  if (times.jax) against(`${name}-compiled-against-jax`, 'jax', 'compiled', bars.jax);
  figures.push({ ...milliseconds(`${name}-script-a-step`, script), bar: 0.3 });
  return figures;
}

/** Products of two 512 × 512 matrices, and how near to the best rate the digits step comes. */
async function matmul(bench) {
  const side = 512;
  const [ours, theirs] = [await bench.rival('compiled'), await bench.rival('stock')];
  const rate = (count, samples) => samples.map((ms) => (2 * count) / ms / 1e6);
  await ours('prepare', 'digits', true, rows);
  await ours('time', 1);
  const figures = [];
  let [best, digits] = [[], []];
  for (const [id, transposed, bar] of [
    ['matmul-512-transposed', true, null],
    ['matmul-512', false, 8],
  ]) {
    console.log(`${id}: the best tile is ${await ours('prepareProduct', side, transposed)}`);
    await theirs('prepareProduct', side, transposed);
    const [found, expected] = [await ours('product'), await theirs('product')];
    const difference = lossDifference(`${id}-entries`, Object.values(expected), Object.values(found));
    const [own, stock] = [[], []];
    digits = [];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await ours('timeProduct'));
      stock.push(await theirs('timeProduct'));
      digits.push((await ours('time', 2)).ms);
    }
    best = rate(side ** 3, own);
    figures.push(
      { id, value: median(best), unit: 'Network (GFLOP/s)', samples: best },
      timesAsFast(`${id}-against-stock`, stock, own, bar, difference.value <= lossTolerance),
      { ...difference, samples: [difference.value] },
    );
  }
  const { multiplyAdds } = await bench.ask('about', 'about', 'digits');
  const reached = rate(multiplyAdds, digits);
  return [
    ...figures,
    { id: 'digits-step-rate', value: median(reached), unit: 'Network (GFLOP/s)', samples: reached },
    {
      id: 'digits-step-share-of-matmul',
      value: (100 * median(reached)) / median(best),
      unit: '%',
      bar: 60,
      atLeast: true,
      samples: reached.map((each, index) => (100 * each) / best[index]),
    },
  ];
}

/** From a started backend to the end of the first step, each in a browser of its own: pipelines are cached. */
async function firstSteps({ url, launch }) {
  const figures = [];
  for (const name of ['dense', 'digits']) {
    const times = { stock: [], compiled: [] };
    const tests = [];
    for (let turn = 0; turn < 3; turn += 1) {
      for (const kind of ['stock', 'compiled']) {
        const browser = await chromium.launch(launch);
        const fresh = await openPage(browser, url);
        const rival = await fresh.rival(kind);
        times[kind].push(await rival('firstStep', name, rows));
        if (kind === 'compiled')
          tests.push(await rival('selfTest', name === 'dense' ? 'dense' : 'convolution'));
        await browser.close();
      }
    }
    const [own, stock] = [median(times.compiled), median(times.stock)];
    figures.push(
      milliseconds(`${name}-first-step-stock`, times.stock),
      milliseconds(`${name}-first-step-compiled`, times.compiled),
      {
        id: `${name}-first-step-over-stock`,
        value: own / stock,
        unit: '×',
        bar: 0.5,
        samples: times.compiled.map((ms, index) => ms / times.stock[index]),
      },
      milliseconds(`${name}-self-test`, tests),
    );
  }
  return figures;
}

/** Where there is no WebGPU: our kernels on wasm against TensorFlow.js' WebGL. */
async function wasm(bench) {
  const [ours, theirs] = [await bench.rival('wasm'), await bench.rival('stock-webgl')];
  const id = 'digits-wasm-against-stock-webgl';
  const difference = lossDifference(
    `${id}-losses`,
    await lossesOf(theirs, 'digits'),
    await lossesOf(ours, 'digits'),
  );
  const [own, stock] = [[], []];
  for (const rival of [ours, theirs]) {
    await rival('prepare', 'digits', true, rows);
    await rival('time', 1);
  }
  for (let round = 0; round < rounds; round += 1) {
    stock.push((await theirs('time', 1)).ms);
    own.push((await ours('time', 4)).ms);
  }
  return [
    milliseconds('digits-step-wasm', own),
    milliseconds('digits-step-stock-webgl', stock),
    timesAsFast(id, stock, own, 12, difference.value <= lossTolerance),
    difference,
  ];
}

/** Answers of the digits net, compiled, against model.predict. */
async function prediction(bench) {
  const [ours, theirs] = [await bench.rival('compiled'), await bench.rival('stock')];
  for (const rival of [ours, theirs]) await rival('preparePrediction', 'digits');
  const figures = [];
  for (const [batch, bar, turns] of [
    [1, 2, { own: 20, stock: 3 }],
    [256, 5, { own: 1, stock: 1 }],
  ]) {
    const id = `digits-prediction-of-${batch}`;
    const [found, expected] = [
      await ours('answers', 'digits', batch),
      await theirs('answers', 'digits', batch),
    ];
    const difference = lossDifference(`${id}-logits`, Object.values(expected), Object.values(found));
    const [own, stock] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      own.push(await ours('timePrediction', 'digits', batch, turns.own));
      stock.push(await theirs('timePrediction', 'digits', batch, turns.stock));
    }
    figures.push(
      milliseconds(`${id}-compiled`, own),
      milliseconds(`${id}-stock`, stock),
      timesAsFast(`${id}-against-stock`, stock, own, bar, difference.value <= lossTolerance),
      { ...difference, samples: [difference.value] },
    );
  }
  return figures;
}

/** Time a sample of the dense net over tables of three sizes; the largest comes in chunks. */
async function manyRows(bench) {
  const sizes = [1_000, 10_000, 100_000];
  // Short turns and many of them: a difference of a tenth has to show through a noise that comes and goes.
  const [turns, steps] = [2 * rounds, 30];
  // A worker that was started once stays a little faster or slower than another of the same size: three of each.
  const starts = 3;
  const rivals = sizes.map((size) => ({ size, samples: [] }));
  for (let start = 0; start < starts; start += 1) {
    const nameOf = ({ size }) => `compiled ${size}, ${start}`;
    for (const rival of rivals) {
      await bench.ask(nameOf(rival), 'start', 'compiled');
      await bench.ask(nameOf(rival), 'prepare', 'dense', true, rival.size);
      await bench.ask(nameOf(rival), 'time', 20);
    }
    for (let turn = 0; turn < turns; turn += 1) {
      for (const rival of rivals)
        rival.samples.push((await bench.ask(nameOf(rival), 'time', steps)).rowMicroseconds);
    }
  }
  const medians = rivals.map(({ samples }) => median(samples));
  return [
    ...rivals.map(({ samples }, index) => ({
      id: `dense-a-sample-of-${sizes[index]}`,
      value: medians[index],
      unit: 'µs',
      samples,
    })),
    {
      id: 'dense-a-sample-most-over-least',
      value: Math.max(...medians) / Math.min(...medians),
      unit: '×',
      bar: 1.1,
    },
  ];
}
