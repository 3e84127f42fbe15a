// What it costs to open many files of a zip: images to the thumbnails of the first screens, texts to a table; with the most memory that it takes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { zipSync } from 'fflate';
import { peakRendererMegabytes } from '../shared/renderers.mjs';

const imageCount = 10_000;
const side = 64;
const textCount = 100_000;
const memoryBar = 400;
const shownThumbnails = 300;

/** @param bench what all groups get */
export const measureImages = (bench) =>
  measureFiles(bench, { name: 'images', count: imageCount, entry: imageEntry });

export const measureTexts = (bench) =>
  measureFiles(bench, { name: 'texts', count: textCount, entry: textEntry });

async function measureFiles({ launch, url }, { name, count, entry }) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
  const path = join(folder, `${name}.zip`);
  writeFileSync(
    path,
    zipSync(Object.fromEntries(Array.from({ length: count }, (_, at) => entry(at))), { level: 1 }),
  );
  const profile = mkdtempSync(join(folder, 'profile-'));
  const context = await chromium.launchPersistentContext(profile, { ...launch, locale: 'en-GB' });
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${url}headless.html`);
    await page.waitForFunction(() => 'hearth' in window);
    await page.locator('input[type=file]').setInputFiles(path);
    const { ms, rows, reports, thumbnailsMs } = await page.evaluate(openFiles, shownThumbnails);
    if (rows !== count) throw new Error(`${rows} rows of ${count}`);
    if (reports < 20) throw new Error(`progress was told ${reports} times`);
    const megabytes = peakRendererMegabytes(profile);
    return [
      { id: `open-${name}`, value: ms, unit: 'ms' },
      ...(thumbnailsMs === null ? [] : [{ id: 'thumbnails', value: thumbnailsMs, unit: 'ms' }]),
      ...(megabytes === null
        ? []
        : [{ id: `peak-memory-${name}`, value: megabytes, unit: 'MB', bar: memoryBar }]),
    ];
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Runs in the app without its face: an import into a new project, then the first thumbnails. */
async function openFiles(thumbnails) {
  const [file] = document.querySelector('input').files;
  const { data } = window.hearth.clients;
  const { projectId } = await data.call('createProject', { name: 'files', scenarioId: null, locale: 'en' });
  let reports = 0;
  const startedAt = performance.now();
  const { id, rows, kind } = await data.call(
    'importTable',
    { projectId, file },
    { onEvent: () => (reports += 1) },
  );
  const ms = performance.now() - startedAt;
  if (kind !== 'images') return { ms, rows, reports, thumbnailsMs: null };
  const shownAt = performance.now();
  const numbers = Array.from({ length: thumbnails }, (_, row) => row);
  await data.call('readImages', { datasetId: id, column: 'image', rows: numbers });
  return { ms, rows, reports, thumbnailsMs: performance.now() - shownAt };
}

const encoder = new TextEncoder();
const words =
  'the a press pump valve runs stops hot cold loud quiet morning night shift part seal leaks holds'.split(
    ' ',
  );

function textEntry(at) {
  const length = 20 + (at % 60);
  const text = Array.from({ length }, (_, place) => words[(at * 7 + place * place) % words.length]).join(' ');
  return [
    `${at % 2 === 0 ? 'sound' : 'worn'}/${String(at).padStart(6, '0')}.txt`,
    encoder.encode(`${text} ${at}`),
  ];
}

function imageEntry(at) {
  const rows = Buffer.alloc(side * (1 + side * 3));
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      rows.set(
        [(x * 4 + at) % 256, (y * 4 + at * 3) % 256, (x * y + at) % 256],
        y * (1 + side * 3) + 1 + x * 3,
      );
  const header = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0]);
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return [`class-${at % 10}/${String(at).padStart(5, '0')}.png`, png];
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
