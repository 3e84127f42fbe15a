// A graphics device that goes away, and one that has no memory left, in the midst of a training: it goes on by itself.
import { chromium, expect, test } from '@playwright/test';
import { browserPath, chromiumArgs } from '../../scripts/browser.mjs';
import { judge, smallProject, weightsOf, weightValues } from '../../scripts/soak/small-training.mjs';
import { HeadlessPage, holdAtCheckpoints } from './headless-page';

// Nothing here is about being kept on the device: no test has to fill the cache, which is a second's work.
test.use({ serviceWorkers: 'block' });

test('a device destroyed, then one without memory: the work goes on by itself, to the same weights', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const opened = await HeadlessPage.open(page);
  const { projectId, recipe } = await smallProject(page, { rows: 300, epochs: 8, batchSize: 64 });
  const request = { kind: 'new', projectId, recipe, role: 'model', backend: 'webgpu' } as const;
  const whole = await opened.train(request);
  expect(whole).toMatchObject({ status: 'done', backend: 'webgpu', notices: [] });

  await test.step('destroyed', async () => {
    await opened.toDevice('destroy', 2);
    const run = await opened.train(request);
    const params = { cause: 'gpu_lost', from: expect.any(Number), before: 'webgpu', backend: 'webgpu' };
    expect(run).toMatchObject({ status: 'done', backend: 'webgpu', fault: null });
    expect(run.notices).toMatchObject([{ code: 'recovered', params }]);
    expect(Number(run.notices[0]?.params['from'])).toBeGreaterThanOrEqual(2 * run.stepsPerEpoch!);
    expect(weightsOf(run)).toEqual(weightsOf(whole));
  });

  await test.step('out of memory', async () => {
    await opened.toDevice('ask for all memory', 2);
    const run = await opened.train(request);
    expect(run).toMatchObject({ status: 'done', backend: 'webgpu', microBatch: 32, fault: null });
    const params = { cause: 'out_of_memory', backend: 'webgpu', batch: 64, rows: 32, exact: 1 };
    expect(run.notices).toMatchObject([{ code: 'recovered', params }]);
    const found: number[] = await weightValues(page, run);
    const expected: number[] = await weightValues(page, whole);
    expect(found).toHaveLength(expected.length);
    const differences = found.map((value, place) => Math.abs(value - (expected[place] ?? NaN)));
    expect(Math.max(...differences)).toBeLessThan(1e-5);
    expect(run.history.map(({ step }) => step)).toEqual(whole.history.map(({ step }) => step));
  });

  await test.step('destroyed while a run is judged: judged again on a new worker', async () => {
    const before = opened.engine();
    await opened.toDevice('destroy');
    const judgement = await judge(page, whole);
    expect(judgement).toMatchObject({ runId: whole.id, primary: 'auc' });
    expect(opened.engine()).not.toBe(before);
  });
});

test('a GPU process that crashes three times: the run falls back and completes', async () => {
  test.setTimeout(400_000);
  // A browser of its own: after so many crashes it refuses the GPU to every page.
  const browser = await chromium.launch({ executablePath: browserPath() ?? '', args: chromiumArgs() });
  try {
    const page = await browser.newPage({
      baseURL: test.info().project.use.baseURL ?? '',
      serviceWorkers: 'block',
    });
    await holdAtCheckpoints(page);
    const opened = await HeadlessPage.open(page);
    const { projectId, recipe } = await smallProject(page, { rows: 300, epochs: 12, batchSize: 64 });
    const devtools = await browser.newBrowserCDPSession();
    const crashes: Promise<unknown>[] = [];
    const crash = () => crashes.push(devtools.send('Browser.crashGpuProcess').catch(() => undefined));
    let isDue = true;
    opened.onEvent = (event) => {
      // At the first checkpoint of each attempt on the GPU; once it has fallen back, where no crash ends it, all that are left.
      if (event.kind === 'started') isDue = true;
      if (event.kind !== 'checkpoint' || !isDue) return;
      isDue = false;
      if (opened.backend === 'webgpu') crash();
      else while (crashes.length < 3) crash();
    };
    const request = { kind: 'new', projectId, recipe, role: 'model', backend: 'webgpu' } as const;
    const run = await opened.train(request);
    await Promise.all(crashes);
    expect(crashes).toHaveLength(3);
    expect(run).toMatchObject({
      status: 'done',
      backend: 'wasm',
      step: run.stepsPerEpoch! * 12,
      fault: null,
    });
    const ways = run.notices.map(
      ({ params }) => `${params['cause']}: ${params['before']} to ${params['backend']}`,
    );
    expect(ways[0]).toMatch(/^gpu_lost: webgpu to (webgpu|wasm)$/);
    expect(ways.at(-1)).toBe('gpu_lost: webgpu to wasm');
  } finally {
    await browser.close();
  }
});
