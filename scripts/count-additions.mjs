// Counts what adding an entry of each kind takes, and writes the table into docs/adding.md; with --check it fails where the table is not
// what the count says, or where a kind is over its bar.
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { readKinds } from './new/add-entry.mjs';
import { copyTree, countKind, tableOf } from './new/count.mjs';

const path = 'docs/adding.md';
const [open, close] = ['<!-- counted:begin -->', '<!-- counted:end -->'];

const kinds = await readKinds();
const counts = [];
const { root, remove } = copyTree();
try {
  for (const kind of kinds.values()) counts.push(await countKind(root, kind));
} finally {
  remove();
}
const over = counts.filter(({ kind, beside }) => beside.length > kinds.get(kind).most);
for (const { kind, beside } of over)
  console.error(`${kind}: ${beside.length} files, its bar is ${kinds.get(kind).bar}: ${beside.join(', ')}`);

const text = readFileSync(path, 'utf8');
const [begin, end] = [text.indexOf(open), text.indexOf(close)];
if (begin < 0 || end < 0) throw new Error(`${path} has no place for the table`);
const counted = `${text.slice(0, begin)}${open}\n\n${tableOf(kinds, counts)}\n\n${text.slice(end)}`;
const wanted = await prettier.format(counted, { ...(await prettier.resolveConfig(path)), filepath: path });
if (!process.argv.includes('--check')) writeFileSync(path, wanted);
else if (wanted !== text) {
  console.error(`${path}: the table is not what the count says. Run: node scripts/count-additions.mjs`);
  process.exitCode = 1;
}
if (over.length > 0) process.exitCode = 1;
