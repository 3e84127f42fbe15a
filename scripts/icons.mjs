// Draws the icons and the screenshots of the manifest from public/icon.svg and from the built app: run it again after either changed.
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { browserPath, chromiumArgs } from './browser.mjs';
import { startServer } from './static-server.mjs';

const folder = (name) => {
  const path = fileURLToPath(new URL(`../public/${name}/`, import.meta.url));
  mkdirSync(path, { recursive: true });
  return path;
};
const svg = readFileSync(new URL('../public/icon.svg', import.meta.url), 'utf8');
const paper = '#faf8f5'; // --paper of the light theme

/** `share` is how much of the square the drawing takes: a mask may cut off everything outside the middle 80 %. */
const icons = [
  { file: 'icon-192.png', size: 192, share: 0.92, ground: 'transparent' },
  { file: 'icon-512.png', size: 512, share: 0.92, ground: 'transparent' },
  { file: 'maskable-512.png', size: 512, share: 0.7, ground: paper },
  { file: 'apple-180.png', size: 180, share: 0.74, ground: paper },
];

/** The manifest's screenshots: what a first visit shows. */
const pictures = [
  { file: 'wide.png', width: 1280, height: 800 },
  { file: 'narrow.png', width: 390, height: 844 },
];

const browser = await chromium.launch({ executablePath: browserPath() ?? '', args: chromiumArgs() });
const server = await startServer();
try {
  for (const { file, size, share, ground } of icons) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0;height:100%;background:${ground}}body{display:grid;place-items:center}svg{width:${String(100 * share)}%}</style>${svg}`,
    );
    await page.screenshot({ path: `${folder('icons')}${file}`, omitBackground: true });
    await page.close();
  }
  for (const { file, width, height } of pictures) {
    const page = await browser.newPage({
      viewport: { width, height },
      locale: 'en-GB',
      serviceWorkers: 'block',
    });
    await page.goto(server.url, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.screenshot({ path: `${folder('screenshots')}${file}` });
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
