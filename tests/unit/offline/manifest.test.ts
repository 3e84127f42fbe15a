// The manifest's colours are the tokens', its pictures are of the size it says, and it opens the kinds of file that the app reads.
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withFileHandlers } from '../../../scripts/file-handlers.mjs';
import { fileHandlers } from '../../../src/contract/data/formats';
import { projectFileType } from '../../../src/engine/project-file/manifest';

interface Picture {
  src: string;
  sizes: string;
  purpose?: string;
}
interface Manifest {
  id: string;
  start_url: string;
  scope: string;
  theme_color: string;
  background_color: string;
  icons: Picture[];
  screenshots: Picture[];
  launch_handler: { client_mode: string };
  file_handlers: { accept: Record<string, string[]> }[];
  share_target?: unknown;
}

const file = (path: string) => new URL(`../../../${path}`, import.meta.url);
const manifest = JSON.parse(
  withFileHandlers(readFileSync(file('public/manifest.webmanifest'), 'utf8'), fileHandlers()),
) as Manifest;
const tokens = readFileSync(file('src/ui/tokens.css'), 'utf8');
const page = readFileSync(file('index.html'), 'utf8');

describe('the manifest', () => {
  test('takes its colours from the tokens, and the page does too', () => {
    const [light, dark] = [...tokens.matchAll(/--paper: (#\w+);/g)].map(([, colour]) => colour);
    expect(manifest.theme_color).toBe(light);
    expect(manifest.background_color).toBe(light);
    const colours = [...page.matchAll(/name="theme-color"[^>]*content="(#\w+)"/g)].map(
      ([, colour]) => colour,
    );
    expect(colours).toEqual([light, dark]);
  });

  test('works from any folder, focuses the window that is open, and takes nothing that is sent', () => {
    expect([manifest.start_url, manifest.scope]).toEqual(['./', './']);
    expect(manifest.id).not.toBe('');
    expect(manifest.launch_handler.client_mode).toBe('focus-existing');
    expect(manifest.share_target).toBeUndefined();
  });

  test.each([...manifest.icons, ...manifest.screenshots])('$src is as large as it says', ({ src, sizes }) => {
    const png = readFileSync(file(`public/${src}`));
    expect(`${String(png.readUInt32BE(16))}x${String(png.readUInt32BE(20))}`).toBe(sizes);
    expect(statSync(file(`public/${src}`)).size).toBeLessThan(150_000);
  });

  test('has the icons that an installation needs', () => {
    const has = (size: string, purpose: string) =>
      manifest.icons.some((icon) => icon.sizes === size && icon.purpose === purpose);
    expect([has('192x192', 'any'), has('512x512', 'any'), has('512x512', 'maskable')]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('opens projects and tables', () => {
    const kinds = Object.assign({}, ...manifest.file_handlers.map(({ accept }) => accept)) as Record<
      string,
      string[]
    >;
    expect(kinds).toEqual({
      [projectFileType]: ['.hearth'],
      'text/csv': ['.csv'],
      'text/tab-separated-values': ['.tsv', '.tab'],
      'application/json': ['.json'],
      'application/x-ndjson': ['.ndjson', '.jsonl'],
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
      'application/vnd.ms-excel.sheet.macroenabled.12': ['.xlsm'],
      'application/vnd.apache.parquet': ['.parquet'],
      'application/vnd.apache.arrow.file': ['.arrow', '.arrows', '.feather', '.ipc'],
    });
  });
});
