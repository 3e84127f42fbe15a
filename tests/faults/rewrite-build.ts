// Makes another version of a built app out of it: other names of its parts, other text, and a service worker that knows both.
import { createHash } from 'node:crypto';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Change {
  /** The new name of a part in assets/. */
  rename: (name: string) => string;
  /** What else becomes of a script, a style sheet or a page. */
  edit: (text: string) => string;
}

const isText = (name: string) => /\.(html|js|css)$/.test(name);

/** Rewrites the build in a folder in place: every name where it is used, and the pages' hashes in the service worker's list. */
export async function rewriteBuild(folder: string, change: Change): Promise<void> {
  const assets = join(folder, 'assets');
  const names = await readdir(assets);
  const inText = new RegExp(names.map((name) => name.replaceAll('.', '\\.')).join('|'), 'g');
  const rewrite = async (path: string): Promise<string> => {
    const text = change.edit((await readFile(path, 'utf8')).replace(inText, change.rename));
    await writeFile(path, text);
    return text;
  };
  for (const name of names) {
    const path = join(assets, name);
    if (isText(name)) await rewrite(path);
    await rename(path, join(assets, change.rename(name)));
  }
  const worker = join(folder, 'service-worker.js');
  let list = await rewrite(worker);
  for (const page of (await readdir(folder)).filter((name) => name.endsWith('.html'))) {
    const revision = createHash('md5')
      .update(await rewrite(join(folder, page)))
      .digest('hex');
    list = list.replace(
      new RegExp(`"revision":"\\w+","url":"${page}"`),
      `"revision":"${revision}","url":"${page}"`,
    );
  }
  await writeFile(worker, list);
}
