// The house keeps its order: no folder grows beyond what one can take in, comments and documents name files that exist, and what is
// found by a glob stays behind the same walls as what is imported.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKinds } from '../../../scripts/new/add-entry.mjs';
import { namesOf } from '../../../scripts/new/names.mjs';

const ignored = new Set([
  'node_modules',
  '.git',
  'dist',
  'paraglide',
  'test-results',
  'playwright-report',
  '.cache',
  'shared',
]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const all = filesIn('.');
const kinds = [...(await readKinds()).values()];
const sources = all.filter((path) => /^(src|workers)\/.*\.(ts|svelte)$/.test(path));

describe('folders', () => {
  const most = 15;
  /** One file an entry of a registry, or one a kernel: they are told apart by their names. */
  const listed = new Set([
    'src/domain/metrics',
    'src/model/backends/kernels/webgpu',
    'src/model/net/layers/kinds',
    'src/storage/records',
  ]);

  it('hold at most fifteen source files, but those with one file an entry', () => {
    const sizes = new Map<string, number>();
    for (const path of sources) sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
    const over = [...sizes].filter(([folder, size]) => size > most && !listed.has(folder));
    expect(over).toEqual([]);
  });
});

describe('docs/ARCHITECTURE.md', () => {
  const text = readFileSync('docs/ARCHITECTURE.md', 'utf8');

  it('names every room of the floors that have rooms', () => {
    const rows = new Map(
      [...text.matchAll(/^\| `(\w+)` +\| (.*)\|$/gm)].map(([, floor, row]) => [floor, row]),
    );
    expect(rows.size).toBeGreaterThan(5);
    const rooms = sources.flatMap(
      (path) => /^src\/(\w+)\/([\w-]+)\//.exec(path)?.slice(1, 3).join('/') ?? [],
    );
    const unnamed = [...new Set(rooms)].filter((room) => {
      const [floor = '', name = ''] = room.split('/');
      return rows.has(floor) && !rows.get(floor)?.includes(`\`${name}\``);
    });
    expect(unnamed).toEqual([]);
  });

  it('is short enough to be read', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(151);
  });
});

describe('names of files', () => {
  /** A path or a file's name in running text; not patterns such as `kinds/*.ts`. */
  const named = /(?<![\w/.*<>{}$…-])((?:[\w.-]+\/)*[\w.-]+\.(?:ts|mjs|cjs|svelte))(?![\w*-])/g;
  /** What npm run new writes in the recipes' examples. */
  const examples = kinds.flatMap((kind) => Object.keys(kind.files(namesOf(kind.sample))));
  const exists = (name: string) =>
    [...all, ...examples].some((path) => path === name || path.endsWith(`/${name}`));
  const missingIn = (text: string) =>
    [...text.matchAll(named)]
      .map(([, name]) => name ?? '')
      .filter((name) => !exists(name.replace(/^(\.\.?\/)+/, '')));
  /** Comments only: code may speak of files that are written at run time. */
  const commentsOf = (text: string) =>
    [...text.matchAll(/^\s*(?:\/\/|\/?\*|<!--).*$|\s\/\/ .*$/gm)].map(([line]) => line).join('\n');

  it('in comments are those of files that exist', () => {
    const code = all.filter((path) => /^(src|workers|tests|scripts)\/.*\.(ts|mjs|svelte)$/.test(path));
    const gone = code.flatMap((path) =>
      missingIn(commentsOf(readFileSync(path, 'utf8'))).map((name) => `${path}: ${name}`),
    );
    expect(gone).toEqual([]);
  });

  it('in documents are those of files that exist', () => {
    const documents = all.filter((path) => /^(README|CONTRIBUTING|docs\/.*|src\/.*)\.md$/.test(path));
    const gone = documents.flatMap((path) =>
      missingIn(readFileSync(path, 'utf8')).map((name) => `${path}: ${name}`),
    );
    expect(gone).toEqual([]);
  });
});

describe('globs', () => {
  /** Floor → other floors of which its globs may take files. */
  const allowed: Record<string, RegExp> = {
    ui: /^src\/(i18n\/paraglide\/messages|scenarios\/\*\/Picture\.svelte$)/,
  };

  it('stay on their floor, but for messages and the pictures of scenarios', () => {
    const astray = sources.flatMap((path) => {
      const patterns = readFileSync(path, 'utf8').matchAll(/import\.meta\.glob(?:<[^(]*>)?\(\s*'([^']+)'/g);
      return [...patterns].flatMap(([, pattern]) => {
        const target = join(dirname(path), pattern ?? '');
        const floor = path.split('/')[1] ?? '';
        const fits = target.startsWith(`src/${floor}/`) || allowed[floor]?.test(target);
        return fits ? [] : [`${path}: ${pattern ?? ''}`];
      });
    });
    expect(astray).toEqual([]);
  });
});
