// Adding one of a kind takes what docs/adding.md promises: counted in a copy of the source, in which each registry then finds its new entry.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { addEntry, readKinds } from '../../../scripts/new/add-entry.mjs';
import { copyTree, countKind } from '../../../scripts/new/count.mjs';
import { namesOf } from '../../../scripts/new/names.mjs';

const kinds = [...(await readKinds()).values()];
const { root, remove } = copyTree();
afterAll(remove);

const messagesOf = (locale: string, file: string) =>
  JSON.parse(readFileSync(join(root, 'messages', locale, file), 'utf8')) as Record<string, string>;

describe.each(kinds)('$name', (kind) => {
  const names = namesOf(kind.sample);

  it('takes no more files than its bar', async () => {
    const { beside, inFolder } = await countKind(root, kind);
    expect(beside.length).toBeLessThanOrEqual(kind.most);
    if (kind.folder(names) === null) expect(inFolder).toEqual([]);
  });

  it('brings its words in both languages', () => {
    for (const [file, added] of Object.entries(kind.messages(names)))
      for (const key of Object.keys(added))
        for (const locale of ['en', 'zh-CN']) expect(messagesOf(locale, file)[key]).toMatch(/\S/);
  });

  it('is found by its registry', async () => {
    const inline = { root, configFile: false, logLevel: 'error' } as const;
    const { module } = await runnerImport<object>(`./${kind.registry.module}`, inline);
    expect(kind.registry.lists(module)).toContain(kind.sample);
  });

  it('is not written twice', async () => {
    await expect(addEntry(root, kind, kind.sample)).rejects.toThrow(/already/);
  });

  it('has a recipe in CONTRIBUTING.md', () => {
    expect(readFileSync('CONTRIBUTING.md', 'utf8')).toMatch(new RegExp(`^### .*\\b${kind.name}\\b`, 'm'));
  });
});

it('refuses a name that is not in kebab-case', () => {
  for (const name of ['ChurnRisk', 'churn_risk', '1st', 'churn-', '../x', ''])
    expect(() => namesOf(name)).toThrow();
  expect(namesOf('churn-risk-2')).toMatchObject({
    camel: 'churnRisk2',
    pascal: 'ChurnRisk2',
    snake: 'churn_risk_2',
  });
});

it('copies a tree that has the packages beside it', () => {
  expect(existsSync(join(root, 'node_modules', 'vite', 'package.json'))).toBe(true);
});
