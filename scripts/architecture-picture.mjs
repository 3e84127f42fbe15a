// Draws the folder picture in docs/ARCHITECTURE.md from the imports. With --check it only fails where the picture is not true.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const path = 'docs/ARCHITECTURE.md';
const [open, close] = ['<!-- picture:begin -->', '<!-- picture:end -->'];

const folderOf = (file) => /^(?:src\/)?(\w+)\//.exec(file)?.[1] ?? /^src\/(\w+)\.ts$/.exec(file)?.[1];

function picture() {
  const text = execFileSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'src',
      'workers',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
    ],
    {
      maxBuffer: 2 ** 28,
    },
  ).toString();
  /** @type {Map<string, Set<string>>} */
  const arrows = new Map();
  for (const { source, dependencies } of JSON.parse(text).modules) {
    const from = folderOf(source);
    if (!from || !/^(src|workers)\//.test(source)) continue;
    const targets = arrows.get(from) ?? arrows.set(from, new Set()).get(from);
    for (const { resolved } of dependencies) {
      const to = /^(src|workers)\//.test(resolved) ? folderOf(resolved) : undefined;
      if (to && to !== from) targets.add(to);
    }
  }
  const order = [
    'main',
    'framed',
    'ui',
    'state',
    'headless',
    'embed',
    'client',
    'workers',
    'offline',
    'engine',
    'scenarios',
    'data',
    'model',
    'storage',
    'host',
    'domain',
    'i18n',
    'contract',
  ];
  const known = [...arrows.keys()].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const lines = known.map(
    (from) => `${from.padEnd(10)}→ ${order.filter((to) => arrows.get(from).has(to)).join(', ') || '–'}`,
  );
  return `${open}\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n\n${close}`;
}

const text = readFileSync(path, 'utf8');
const begin = text.indexOf(open);
const end = text.indexOf(close);
if (begin < 0 || end < 0) throw new Error(`${path} has no place for the picture`);
const drawn = text.slice(0, begin) + picture() + text.slice(end + close.length);
if (!process.argv.includes('--check')) writeFileSync(path, drawn);
else if (drawn !== text) {
  console.error(
    `${path}: the folder picture is not what the imports say. Run: node scripts/architecture-picture.mjs`,
  );
  process.exit(1);
}
