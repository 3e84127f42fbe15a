// node scripts/side-by-side.mjs NAME...: runs npm scripts that do not need one another, as many at a time as there are cores. What each
// says is told whole when it ends; the status is 1 where any failed.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** @param {string} name */
function run(name) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], { shell: process.platform === 'win32' });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part));
    child.once('error', (error) => (said += error.message));
    child.once('close', (status) => resolve({ status, said }));
  });
}

const waiting = process.argv.slice(2);
let failed = waiting.length === 0;
async function lane() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const begun = Date.now();
    const { status, said } = await run(name);
    console.log(
      `${status === 0 ? 'ok    ' : 'FAILED'} ${name}, ${((Date.now() - begun) / 1000).toFixed(1)} s`,
    );
    if (said.trim()) console.log(said.trimEnd());
    if (status !== 0) failed = true;
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, lane));
process.exitCode = failed ? 1 : 0;
