// Counts the files that a new entry of each kind touches, by adding one to a copy of the source tree.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { addEntry } from './add-entry.mjs';
import { namesOf } from './names.mjs';

/** A copy of what entries are added to, with the packages beside it; `remove` deletes it. */
export function copyTree() {
  const root = mkdtempSync(join(tmpdir(), 'hearth-additions-'));
  const copied = [
    'src',
    'messages',
    'workers',
    'tests/unit',
    'package.json',
    'tsconfig.base.json',
    'project.inlang',
  ];
  for (const path of copied) cpSync(path, join(root, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  return { root, remove: () => rmSync(root, { recursive: true }) };
}

/**
 * Adds the kind's sample entry to the tree at `root`.
 * @returns its row of docs/adding.md: files in its folder, files beside it (created or edited), message files
 */
export async function countKind(root, kind) {
  const { created, edited, messages } = await addEntry(root, kind, kind.sample);
  const folder = kind.folder(namesOf(kind.sample));
  const isOwn = (path) => folder !== null && path.startsWith(`${folder}/`);
  return {
    kind: kind.name,
    folder,
    inFolder: created.filter(isOwn),
    beside: [...created.filter((path) => !isOwn(path)), ...edited],
    messages,
  };
}

/** The table of docs/adding.md. */
export function tableOf(kinds, counts) {
  const rows = counts.map(({ kind, inFolder, beside, messages }) => {
    const { bar, most } = kinds.get(kind);
    const own = inFolder.length > 0 ? `${inFolder.length} in its folder` : '–';
    const paths = beside.map((path) => `\`${path}\``).join(', ') || '–';
    return `| ${kind} | ${bar} | ${own} | ${beside.length} of ${most}: ${paths} | ${messages.length} |`;
  });
  return [
    '| kind | bar | files of its own | files beside | message files |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
