// The built app as it would be for another header policy: what the build writes of the policy, and what follows from it, is written anew.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Copies the build `from` to `to` with the policy's hash `after` in place of `before`: pages, names of scripts, what is kept of them. */
export function restamp(from: string, to: string, before: string, after: string): void {
  cpSync(from, to, { recursive: true });
  // A script that names another one by its new name has other content, and so another name itself.
  const scripts = readdirSync(join(to, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const stamped = name.includes(before)
        ? name.replaceAll(before, after)
        : `${name.slice(0, -3)}-${after}.js`;
      return [name, stamped] as const;
    });
  const rewrite = (path: string): [string, string] => {
    const old = readFileSync(path, 'utf8');
    let stamped = old.replaceAll(before, after);
    for (const [name, other] of scripts) stamped = stamped.replaceAll(name.replaceAll(before, after), other);
    writeFileSync(path, stamped);
    return [md5(old), md5(stamped)];
  };
  for (const [name, stamped] of scripts) {
    rewrite(join(to, 'assets', name));
    renameSync(join(to, 'assets', name), join(to, 'assets', stamped));
  }
  const pages = readdirSync(to).filter((name) => name.endsWith('.html'));
  const revisions = pages.map((name) => rewrite(join(to, name)));
  const worker = join(to, 'service-worker.js');
  rewrite(worker);
  const kept = revisions.reduce(
    (text, [old, stamped]) => text.replaceAll(old, stamped),
    readFileSync(worker, 'utf8'),
  );
  writeFileSync(worker, kept);
}
