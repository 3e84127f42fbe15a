// A recipe that no recipe can be is wrong usage, told before a browser starts.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions, UsageError } from '../../../scripts/headless-options.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hearth-recipe-'));

test.each([
  ['deep', '['.repeat(200_000) + ']'.repeat(200_000), /nested deeper/],
  ['deep in an object', `{"model":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`, /nested deeper/],
  ['large', `"${'a'.repeat(5 * 2 ** 20)}"`, /larger/],
  ['cut', '{"a":', /not JSON/],
])('a %s recipe is refused', (name, content, message) => {
  const recipe = join(folder, `${name}.json`);
  writeFileSync(recipe, content);
  const read = () =>
    readOptions(['--scenario', 'credit', '--recipe', recipe, '--out', join(folder, 'out')], {
      scenarios: ['credit'],
      families: ['dense'],
    });
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});

test('brackets in its words are none of its depth', () => {
  const recipe = join(folder, 'words.json');
  writeFileSync(recipe, JSON.stringify({ name: '[['.repeat(100), other: '\\"{{' }));
  const options = readOptions(['--scenario', 'credit', '--recipe', recipe, '--out', join(folder, 'out')], {
    scenarios: ['credit'],
    families: ['dense'],
  });
  expect(options).toMatchObject({ recipe: { other: '\\"{{' } });
});
