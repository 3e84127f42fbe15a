// Vite: THIRD-PARTY-LICENSES.txt, from NOTICE and the packages whose code or files are really in the build; comments of licences leave the code for it.
// The build fails where a package says no licence that may ship, or has no text for it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

export const fileName = 'THIRD-PARTY-LICENSES.txt';

/** Licences whose terms allow that a build which names them and their authors is given away. */
const allowed = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'OFL-1.1', 'Zlib'];
/** Packages that state their licence by its name only: the text of this one is at the project's root. */
const commonTexts = { 'Apache-2.0': 'LICENSE' };

/** Folder of the package that a module is part of; null for the project's own. */
export function packageFolder(id) {
  const path = id.replace(/^\0+/, '').split('?')[0].split('/').join(sep);
  const marker = `${sep}node_modules${sep}`;
  const at = path.lastIndexOf(marker);
  if (at < 0) return null;
  const [first, second] = path.slice(at + marker.length).split(sep);
  return path.slice(0, at + marker.length) + (first.startsWith('@') ? join(first, second) : first);
}

/** Name, version, licence and its text. Throws where it may not ship or says nothing. */
export function licenceOf(folder) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push(...inReadme(folder));
  const stated =
    license ??
    (texts.some((text) => /permission is hereby granted, free of charge/i.test(text)) ? 'MIT' : '');
  const kinds = stated.replace(/[()]/g, '').split(/ (?:OR|AND) /);
  if (!kinds.every((kind) => allowed.includes(kind)))
    throw new Error(
      `${name} ${version} is in the build under “${stated}”, which scripts/third-party.mjs does not allow`,
    );
  const common = commonTexts[kinds[0]];
  if (texts.length === 0 && !common)
    throw new Error(`${name} ${version} is in the build and has no text of its licence (${stated})`);
  const by = typeof author === 'string' ? author : author?.name;
  const from = typeof repository === 'string' ? repository : repository?.url;
  const about = [by && `By ${by}`, from && `From ${from.replace(/^git\+/, '')}`].filter(Boolean).join('\n');
  return {
    name,
    version,
    license: stated,
    about,
    texts: texts.length ? texts : [readFileSync(common, 'utf8').trim()],
  };
}

/** The text of the licence where it stands in the package's README only. */
function inReadme(folder) {
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const text = readme ? readFileSync(join(folder, readme), 'utf8') : '';
  const from = text.search(/^#* *LICEN[CS]E.*$/im);
  const found = from < 0 ? '' : text.slice(from).trim();
  return /permission is hereby granted|redistribution and use/i.test(found) ? [found] : [];
}

/** The file: every package with its licence; a text that several share stands once. */
export function licencesText(folders) {
  const packages = [...folders].map(licenceOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const byText = new Map();
  for (const each of packages) {
    const text = each.texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), each]);
  }
  const parts = [...byText].map(([text, users]) => {
    const heads = users.map(({ name, version, license, about }) =>
      [`${name} ${version} (${license})`, about].filter(Boolean).join('\n'),
    );
    return `${heads.join('\n\n')}\n\n${text}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const head = `Hearth contains work of others under the licenses below. Samples: samples/NOTICE.\n`;
  return [head, readFileSync('NOTICE', 'utf8'), ...parts].join(rule);
}

/** Plugins for the app, its workers, and what imports the service worker; together they write one file. */
export function thirdParty({ serviceWorker }) {
  const folders = new Set();
  const note = (id) => {
    const folder = packageFolder(id);
    if (folder && existsSync(join(folder, 'package.json'))) folders.add(folder);
  };
  const noteBundle = (bundle) => {
    for (const file of Object.values(bundle)) {
      for (const id of file.moduleIds ?? []) note(id);
      for (const id of file.originalFileNames ?? []) note(id);
    }
  };
  const collect = { name: 'hearth-third-party-worker', generateBundle: (_, bundle) => noteBundle(bundle) };
  return {
    inWorkers: () => [collect],
    plugin: {
      name: 'hearth-third-party',
      apply: 'build',
      // Styles and their fonts are no longer modules when the bundle is generated.
      moduleParsed: ({ id }) => void (/\.css($|\?)/.test(id) && note(id)),
      async generateBundle(_, bundle) {
        noteBundle(bundle);
        for (const name of packagesIn(serviceWorker))
          note(join(process.cwd(), 'node_modules', name, 'index.js'));
        for (const name of styleImports('src/ui/base.css'))
          note(join(process.cwd(), 'node_modules', name, 'index.css'));
        this.emitFile({ type: 'asset', fileName, source: licencesText(folders) });
      },
    },
  };
}

const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Packages that the scripts of a folder import, and those that these import. */
function packagesIn(folder) {
  const found = new Set();
  const add = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
    Object.keys(dependencies).forEach(add);
  };
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, specifier] of text.matchAll(/^import (?!type).*from '([^.'][^']*)'/gm))
      add(packageName(specifier));
  }
  return found;
}

/** Packages that a style sheet imports. */
function styleImports(path) {
  return [...readFileSync(path, 'utf8').matchAll(/@import '([^.'][^']*)'/g)].map(([, specifier]) =>
    packageName(specifier),
  );
}
