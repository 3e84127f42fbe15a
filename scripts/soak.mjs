// npm run soak -- --kills 50 [--seed 1] [--backend wasm|cpu]: kills a browser that often while it trains. Prints a table; exits 1 on any loss.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './setup-tests.mjs';
import { soak } from './soak/killed-browser.mjs';
import { dist, startServer } from './static-server.mjs';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const [kills, seed] = [Number(values.kills), Number(values.seed)];
if (
  !Number.isInteger(kills) ||
  kills < 1 ||
  !Number.isInteger(seed) ||
  !['wasm', 'cpu'].includes(values.backend)
) {
  console.error('npm run soak -- [--kills 50] [--seed 1] [--backend wasm|cpu]');
  process.exit(2);
}
if (!existsSync(join(dist, 'headless.html'))) {
  console.error('There is no build yet: npm run build makes one.');
  process.exit(2);
}
process.env['HEARTH_BROWSER'] = ensureBrowser();
const server = await startServer();
try {
  const begunAt = Date.now();
  const onKill = ({ kill, moment, step, ms }) =>
    console.log(`kill ${kill} of ${kills}: ${moment}; acknowledged up to step ${step}; ${ms} ms`);
  const { rows, problems, finished } = await soak({
    base: server.url,
    kills,
    seed,
    backend: values.backend,
    onKill,
  });
  console.table(rows);
  for (const problem of problems) console.error(problem);
  const seconds = ((Date.now() - begunAt) / 1000).toFixed(0);
  console.log(`${kills} kills, ${finished} runs finished, ${problems.length} losses, ${seconds} s`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await server.close();
}
