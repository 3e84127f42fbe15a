// Sees to it that the tests have a browser and an nginx: finds them, or installs Debian's where that is possible, else says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browserPath } from './browser.mjs';
import { nginxAdvice, nginxPath } from './nginx.mjs';

/** What `find` finds, if need be after Debian's packages were installed; null where that is not possible. */
function findOrInstall(find, name, packages) {
  const found = find();
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  console.log(`No ${name} found: installing ${packages.join(' ')} by apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    stdio: 'inherit',
    env,
  });
  return find();
}

/** Path of a browser; ends the process with advice where there is none. */
export function ensureBrowser() {
  const found = findOrInstall(browserPath, 'Chrome, Edge or Chromium', ['chromium', 'fonts-noto-cjk']);
  if (found) return found;
  console.error(
    'The tests need Chrome, Edge or Chromium. Install one (Debian/Ubuntu: sudo apt-get install chromium), or set HEARTH_BROWSER to its path.',
  );
  process.exit(1);
}

/** Installs nginx where that is possible. Without it all tests but one run, and that one fails with the same advice. */
export function ensureNginx() {
  if (!findOrInstall(nginxPath, 'nginx', ['nginx'])) console.error(nginxAdvice);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureBrowser();
  ensureNginx();
}
