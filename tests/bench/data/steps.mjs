// What a cleaning step costs on a table of a million rows: its preview, and applying it, against opening the same table.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { writeLargeTable } from '../../../scripts/large-table.mjs';

const rows = 1_000_000;
const rounds = 3;
const previewBar = 200;
const applyBar = 0.5;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export async function measureSteps({ launch, url }) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const path = join(folder, 'table.csv');
  const taken = { import: [], preview: [], apply: [] };
  try {
    await writeLargeTable(path, rows);
    // A store of its own each time: an import and the steps on it, one after the other in one browser.
    for (let round = 0; round < rounds; round += 1) {
      const profile = mkdtempSync(join(folder, 'profile-'));
      const context = await chromium.launchPersistentContext(profile, { ...launch, locale: 'en-GB' });
      try {
        const page = await context.newPage();
        page.on('pageerror', (error) => console.error(error));
        await page.goto(`${url}headless.html`);
        await page.waitForFunction(() => 'hearth' in window);
        await page.locator('input[type=file]').setInputFiles(path);
        const found = await page.evaluate(importAndStep);
        for (const name of Object.keys(taken)) taken[name].push(...[found[name]].flat());
      } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      }
    }
    const share = median(taken.apply) / median(taken.import);
    return [
      { id: 'steps-import-1m', value: median(taken.import), unit: 'ms', samples: taken.import },
      { id: 'steps-apply-1m', value: median(taken.apply), unit: 'ms', samples: taken.apply },
      {
        ...{ id: 'steps-preview-1m', value: median(taken.preview), unit: 'ms' },
        ...{ bar: previewBar, samples: taken.preview },
      },
      { id: 'steps-apply-over-import-1m', value: share, unit: '×', bar: applyBar, samples: [share] },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Runs in the app without its face. The worker and its code are there before: a person has looked at the table. */
async function importAndStep() {
  const [file] = document.querySelector('input').files;
  const { data } = window.hearth.clients;
  const timed = async (method, request) => {
    const startedAt = performance.now();
    const result = await data.call(method, request);
    return { ms: performance.now() - startedAt, result };
  };
  const project = () => data.call('createProject', { name: file.name, scenarioId: null, locale: 'en' });
  const small = new File(['a,b\n1,2\n3,4\n'], 'small.csv');
  const step = (id, params) => ({ step: { step: id, version: 1, params }, on: true });
  const { projectId: other } = await project();
  await data.call('importTable', { projectId: other, file: small });
  await data.call('changeSteps', {
    projectId: other,
    steps: [step('clip-values', { column: 'a', to: { kind: 'least', low: 0 } })],
  });
  const { projectId } = await project();
  const imported = await timed('importTable', { projectId, file });
  const { name: column } = imported.result.columns.filter(({ type }) => type === 'number').at(-1);
  const steps = [
    step('clip-values', { column, to: { kind: 'between', low: 1, high: 9 } }),
    step('fill-missing', { column, value: 4 }),
    step('set-missing', { column, values: [1] }),
  ];
  const preview = [];
  const apply = [];
  for (const each of steps) {
    preview.push((await timed('previewStep', { projectId, steps: [each] })).ms);
    apply.push((await timed('changeSteps', { projectId, steps: [each] })).ms);
  }
  return { import: imported.ms, preview, apply };
}
