// npm test: a browser, a build, then every runner; ends with one line that sums them. Names given run only those runners;
// --built takes the build that is there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser, ensureNginx } from './setup-tests.mjs';

const node = process.execPath;
const results = 'test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
process.env['HEARTH_BROWSER'] = ensureBrowser();
spawnSync('npm', ['run', '--silent', 'messages'], { stdio: 'inherit' });

const vitest = (project) => {
  const file = `${results}/${project}.json`;
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  return { name: project, args, count: () => countVitest(file) };
};
const runners = {
  unit: vitest('unit'),
  browser: vitest('browser'),
  e2e: {
    name: 'e2e',
    args: ['node_modules/@playwright/test/cli.js', 'test'],
    count: () => countPlaywright(`${results}/e2e.json`),
  },
};

function countVitest(file) {
  const { numPassedTests, numFailedTests, testResults, success } = JSON.parse(readFileSync(file, 'utf8'));
  // A file that does not even load has no tests: it counts as one failure.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken + (!success && numFailedTests + broken === 0 ? 1 : 0),
  };
}
function countPlaywright(file) {
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

const wanted = process.argv.slice(2).filter((name) => name in runners);
const chosen = wanted.length > 0 ? wanted : Object.keys(runners);
const sum = { passed: 0, failed: 0 };
if (chosen.includes('e2e')) ensureNginx();
if (chosen.includes('e2e') && !process.argv.includes('--built')) {
  const built = spawnSync(node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  });
  if (built.status !== 0) sum.failed += 1;
}
for (const name of chosen) {
  const { args, count } = runners[name];
  const { status } = spawnSync(node, args, { stdio: 'inherit' });
  let counted = { passed: 0, failed: 1 };
  try {
    counted = count();
  } catch (error) {
    console.error(`${name}: no result (${error.message})`);
  }
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  sum.passed += counted.passed;
  sum.failed += counted.failed;
}
console.log(`\ntests: ${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
