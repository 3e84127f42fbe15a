// Finds the nginx that the ready configuration is tried with. Not for installing it: scripts/setup-tests.mjs does that.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const nginxAdvice =
  'The test of docs/deploy/nginx.conf needs nginx. Install it (Debian/Ubuntu: sudo apt-get install nginx), or set HEARTH_NGINX to its path.';

/** Path of nginx: HEARTH_NGINX if set, else the first on the PATH or where Debian puts it; null if none. */
export function nginxPath() {
  const chosen = process.env['HEARTH_NGINX'];
  if (chosen) return existsSync(chosen) ? chosen : null;
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
    '/usr/sbin',
    '/usr/local/sbin',
  ];
  return folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path)) ?? null;
}
