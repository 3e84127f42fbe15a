// The built app as it would be for another header policy: what the build writes of the policy, and what follows from it, is written anew.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Copies the build `from` to `to` with the hash `after` in place of `before`, in names, texts and the revisions of the pages. */
export function restamp(from: string, to: string, before: string, after: string): void {
  cpSync(from, to, { recursive: true });
  const revisions = new Map<string, string>();
  const files = readdirSync(to, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    if (/\.(html|js)$/.test(name)) {
      const old = readFileSync(path, 'utf8');
      const stamped = old.replaceAll(before, after);
      if (stamped !== old) revisions.set(md5(old), md5(stamped));
      writeFileSync(path, stamped);
    }
    if (name.includes(before)) renameSync(path, join(parentPath, name.replaceAll(before, after)));
  }
  const worker = join(to, 'service-worker.js');
  let text = readFileSync(worker, 'utf8');
  for (const [old, stamped] of revisions) text = text.replaceAll(old, stamped);
  writeFileSync(worker, text);
}
