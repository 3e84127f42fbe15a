// npm start · npm run preview: serves the built app. `--build` builds first; `--port N`; `--base /tools/hearth/`; `--isolated` adds COOP.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dist, startServer } from './static-server.mjs';

const { values } = parseArgs({
  options: {
    build: { type: 'boolean' },
    port: { type: 'string', default: '4173' },
    base: { type: 'string', default: '/' },
    isolated: { type: 'boolean', default: false },
  },
});
if (values.build || !existsSync(join(dist, 'index.html'))) {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
const { base, isolated } = values;
const wanted = Number(values.port);
const server = await startServer({ port: wanted, base, isolated }).catch((error) => {
  if (error.code === 'EADDRINUSE') return startServer({ port: 0, base, isolated });
  throw error;
});
console.log(`Hearth is at ${server.url}  (Ctrl+C ends it)`);
