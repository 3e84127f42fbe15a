// A browser that is killed while it brings the store to a newer layout: what is there then is all old or all new, never mixed, and the
// next opening brings it to its end.
import { readFile } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test, type Page } from '@playwright/test';
import * as v from 'valibot';
import { judgement as judgementSchema } from '../../src/contract/model/judgement';
import type {} from '../../src/headless';
import { openHeadless } from '../../scripts/soak/small-training.mjs';
import { removeProfile, startBrowser } from '../../scripts/soak/own-browser.mjs';

type Row = Record<string, unknown>;

/** The keys and indices of the first layout. */
const firstLayout: Record<string, string> = {
  ...{ projects: 'id', datasets: 'id projectId', partitions: 'id projectId projectId+sha256' },
  ...{ runs: 'id projectId status', checkpoints: 'id runId+generation', judgements: 'id projectId runId' },
  ...{ versions: 'id projectId runId', versionFacts: 'versionId projectId', promotions: 'id projectId' },
  ...{ tasks: 'id projectId', reviews: 'id projectId', snapshots: 'id projectId', device: 'key' },
  ...{ chunks: 'sha256', references: 'owner+sha256 owner sha256' },
};

/** Records of the first layout, with as many judgements as a long-lived store has, and the project and runs that they belong to. */
async function oldRecords(count: number): Promise<Record<string, Row[]> & { judgements: Row[] }> {
  const file = await readFile('tests/fixtures/projects/layout-1/binary.hearth');
  const records = unzipSync(new Uint8Array(file))['records.json'];
  const { project, runs, judgements } = JSON.parse(new TextDecoder().decode(records)) as {
    project: Row;
    runs: Row[];
    judgements: [Row];
  };
  const many = Array.from({ length: count }, (_, index) => ({
    ...judgements[0],
    id: `01K${String(index).padStart(23, '0')}`,
  }));
  return { projects: [project], runs, judgements: many };
}

/** Makes a store of the first layout with these records by table. */
function makeStore(page: Page, records: Record<string, Row[]>): Promise<void> {
  return page.evaluate(
    ({ tables, rows }) =>
      new Promise<void>((resolve, reject) => {
        const keyPath = (text: string) => (text.includes('+') ? text.split('+') : text);
        const request = indexedDB.open('hearth', 10);
        request.onerror = () => reject(request.error ?? new Error('the store does not open'));
        request.onupgradeneeded = () => {
          for (const [name, keys] of Object.entries(tables)) {
            const [key = '', ...indices] = keys.split(' ');
            const store = request.result.createObjectStore(name, { keyPath: keyPath(key) });
            for (const index of indices)
              store.createIndex(index.includes('+') ? `[${index}]` : index, keyPath(index));
          }
        };
        request.onsuccess = () => {
          const writing = request.result.transaction(Object.keys(rows), 'readwrite', {
            durability: 'strict',
          });
          for (const [name, list] of Object.entries(rows))
            for (const row of list) writing.objectStore(name).add(row);
          writing.oncomplete = () => {
            request.result.close();
            resolve();
          };
        };
      }),
    { tables: firstLayout, rows: records },
  );
}

/** The store as it lies there. */
function readStore(page: Page): Promise<{ version: number; judgements: Row[] }> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('hearth');
        request.onerror = () => reject(request.error ?? new Error('the store does not open'));
        request.onsuccess = () => {
          const { version } = request.result;
          const reading = request.result.transaction('judgements').objectStore('judgements').getAll();
          reading.onsuccess = () => {
            request.result.close();
            resolve({ version, judgements: reading.result as Row[] });
          };
        };
      }),
  );
}

/** Opens the store as the app does, which migrates it. */
function openStore(page: Page): Promise<unknown> {
  return page.evaluate(() => window.hearth?.clients.data.call('listProjects', null));
}

/** The version of the store that this app makes. */
async function newestLayout(page: Page, base: string): Promise<number> {
  await openHeadless(page, base);
  await openStore(page);
  return page.evaluate(async () => {
    const known = await indexedDB.databases();
    return known.find(({ name }) => name === 'hearth')?.version ?? 0;
  });
}

/** Opens the app, which migrates the store, and kills the browser so long after. */
async function killAfter(profile: string, base: string, waitMs: number): Promise<void> {
  const cut = await startBrowser(profile);
  await openHeadless(cut.page, base);
  const gone = openStore(cut.page).catch(() => undefined); // its answer may come, or not
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  await cut.kill();
  await gone;
}

test('killed at any moment of a migration, the store is all old or all new', async ({ baseURL }) => {
  test.setTimeout(600_000);
  const base = baseURL ?? '';
  const profile = mkdtempSync(join(tmpdir(), 'hearth-migration-'));
  const neutral = new URL('first.js', base).href; // of this origin, and shown as text: nothing of the app runs
  const records = await oldRecords(1500);
  const old = records.judgements;
  try {
    const first = await startBrowser(profile);
    const newest = await newestLayout(first.page, base);
    expect(newest, 'there is a migration to kill').toBeGreaterThan(10);
    await first.page.goto(neutral);
    await first.page.evaluate(() => indexedDB.deleteDatabase('hearth'));
    await makeStore(first.page, records);
    await first.kill();

    const seen: number[] = [];
    for (let waitMs = 20; waitMs < 90_000 && (seen.at(-1) ?? 10) === 10; waitMs = Math.round(waitMs * 2.5)) {
      await killAfter(profile, base, waitMs);
      const next = await startBrowser(profile);
      await next.page.goto(neutral);
      const { version, judgements } = await readStore(next.page);
      await next.kill();
      seen.push(version);
      expect(judgements).toHaveLength(old.length);
      if (version === 10) expect(judgements, 'all old').toEqual(old);
      else
        expect(
          judgements.filter((row) => !v.is(judgementSchema, row)),
          'all new',
        ).toEqual([]);
    }
    expect(seen.at(-1), 'in the end the migration came through').toBeGreaterThan(10);
  } finally {
    removeProfile(profile);
  }
});
