// Writes a new entry of a kind into a source tree: its files, the line in its registry, and its messages in both languages.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as prettier from 'prettier';
import { namesOf } from './names.mjs';

const locales = ['en', 'zh-CN'];

/**
 * What scripts/new/kinds/*.mjs export as `kind`.
 * @typedef {object} Kind
 * @property {string} name as given on the command line
 * @property {string} bar the promise that docs/adding.md makes, in words
 * @property {number} most files beside its folder, its tests and its messages
 * @property {string} sample a name to count with
 * @property {(names: ReturnType<typeof namesOf>) => string | null} folder of its own, or null
 * @property {(names: ReturnType<typeof namesOf>) => Record<string, string>} files by path
 * @property {(names: ReturnType<typeof namesOf>) => Record<string, (text: string) => string>} edits of files that exist
 * @property {(names: ReturnType<typeof namesOf>) => Record<string, Record<string, [en: string, zh: string]>>} messages by file
 * @property {string} next what is left to do by hand, for the person who called
 * @property {{ module: string, lists: (module: any) => readonly string[] }} registry where the sample must be found afterwards
 */

/** Every kind, by name. @returns {Promise<Map<string, Kind>>} */
export async function readKinds() {
  const folder = new URL('./kinds/', import.meta.url);
  const modules = await Promise.all(
    readdirSync(folder)
      .sort()
      .map((file) => import(new URL(file, folder).href)),
  );
  return new Map(modules.map(({ kind }) => [kind.name, kind]));
}

async function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const options = await prettier.resolveConfig(new URL('../../package.json', import.meta.url).pathname);
  writeFileSync(path, await prettier.format(content, { ...options, filepath: path }));
}

function withMessages(path, added, locale) {
  const messages = JSON.parse(readFileSync(path, 'utf8'));
  for (const [key, texts] of Object.entries(added)) {
    if (messages[key] !== undefined) throw new Error(`${path} has ${key} already.`);
    messages[key] = texts[locales.indexOf(locale)];
  }
  return `${JSON.stringify(messages, null, 2)}\n`;
}

/**
 * Adds an entry to the tree at `root`. Nothing is written where a file or a message of it exists already, or where a registry lacks the place.
 * @param {string} root @param {Kind} kind @param {string} name
 * @returns {Promise<{ created: string[], edited: string[], messages: string[] }>} paths
 */
export async function addEntry(root, kind, name) {
  const names = namesOf(name);
  const files = kind.files(names);
  const taken = Object.keys(files).find((path) => existsSync(join(root, path)));
  if (taken) throw new Error(`${taken} exists already.`);
  const edits = Object.entries(kind.edits(names)).map(([path, edit]) => [
    path,
    edit(readFileSync(join(root, path), 'utf8')),
  ]);
  const messages = locales.flatMap((locale) =>
    Object.entries(kind.messages(names)).map(([file, added]) => {
      const path = `messages/${locale}/${file}`;
      return [path, withMessages(join(root, path), added, locale)];
    }),
  );
  for (const [path, content] of [...Object.entries(files), ...edits, ...messages])
    await write(join(root, path), content);
  return {
    created: Object.keys(files),
    edited: edits.map(([path]) => path),
    messages: messages.map(([path]) => path),
  };
}
