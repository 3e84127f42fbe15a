// The licences of what ships: found by the modules of the build, refused where they do not allow it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, test } from 'vitest';
import { licenceOf, licencesText, packageFolder } from '../../../scripts/third-party.mjs';

const root = mkdtempSync(join(tmpdir(), 'licences-'));
afterAll(() => rmSync(root, { recursive: true }));

function aPackage(name: string, facts: object, files: Record<string, string> = {}): string {
  const folder = join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...facts }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}
const mit = 'Copyright Someone\n\nPermission is hereby granted, free of charge, to any person …';

test('a module belongs to the innermost package of its path, or to the project', () => {
  expect(packageFolder('/p/node_modules/a/node_modules/@b/c/dist/x.js?v=1')).toBe(
    '/p/node_modules/a/node_modules/@b/c',
  );
  expect(packageFolder('\0/p/node_modules/a/x.js')).toBe('/p/node_modules/a');
  expect(packageFolder('/p/src/main.ts')).toBeNull();
});

it('takes the text from a file, from the README, or for a common licence from the project', () => {
  expect(licenceOf(aPackage('filed', { license: 'MIT' }, { LICENSE: mit })).texts).toEqual([mit]);
  const readme = { 'README.md': `# Read\n\nHello.\n\n## License\n${mit}` };
  expect(licenceOf(aPackage('read', { license: 'MIT' }, readme)).texts[0]).toContain('Permission');
  expect(licenceOf(aPackage('common', { license: 'Apache-2.0' })).texts[0]).toContain('Apache License');
  expect(licenceOf(aPackage('silent', {}, { LICENSE: mit })).license).toBe('MIT');
});

it('refuses what may not ship, and what has no text', () => {
  expect(() => licenceOf(aPackage('copyleft', { license: 'GPL-3.0' }, { LICENSE: 'GNU' }))).toThrow(
    /copyleft 1\.0\.0 is in the build under “GPL-3\.0”/,
  );
  expect(() => licenceOf(aPackage('bare', { license: 'MIT' }))).toThrow(/no text/);
});

it('writes a text that several packages share once, under all their names', () => {
  const folders = ['one', 'two'].map((name) => aPackage(name, { license: 'MIT' }, { LICENSE: mit }));
  const text = licencesText(folders);
  expect(text).toContain('one 1.0.0 (MIT)');
  expect(text).toContain('two 1.0.0 (MIT)');
  expect(text.split('Permission is hereby granted')).toHaveLength(2);
  expect(text, 'what stands in the code itself').toContain('Copyright (c) 2008, Frances Y. Kuo');
});
