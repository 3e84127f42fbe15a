// Sees to it that the tests have a browser: finds one, or installs Debian's chromium where that is possible, else says what to do.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browserPath } from './browser.mjs';

/** Path of a browser; ends the process with advice where there is none. */
export function ensureBrowser() {
  const found = browserPath();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No Chrome, Edge or Chromium found: installing chromium by apt-get …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      stdio: 'inherit',
      env,
    });
    const installed = browserPath();
    if (installed) return installed;
  }
  console.error(
    'The tests need Chrome, Edge or Chromium. Install one (Debian/Ubuntu: sudo apt-get install chromium), or set HEARTH_BROWSER to its path.',
  );
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureBrowser();
