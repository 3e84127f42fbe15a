// A Python that has XGBoost: the one of HEARTH_PYTHON, else one in .cache, which is made where it is missing.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Held fast, so that figures of two days can be compared. */
const packages = ['xgboost==3.2.0', 'numpy<3'];
const folder = fileURLToPath(new URL('../../../.cache/bench-python/', import.meta.url));
const own = `${folder}${process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'}`;

const has = (python) => {
  try {
    execFileSync(python, ['-c', 'import xgboost'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Its path. Throws, with what can be done, where there is none and none can be made. */
export function pythonWithXGBoost() {
  const given = process.env.HEARTH_PYTHON;
  if (given) {
    if (has(given)) return given;
    throw new Error(`HEARTH_PYTHON=${given} cannot import xgboost: ${given} -m pip install ${packages[0]}`);
  }
  if (existsSync(own) && has(own)) return own;
  console.log(`Making a Python with XGBoost in ${folder} …`);
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
    execFileSync(own, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' });
  } catch (error) {
    throw new Error(
      'The rival is missing: this benchmark needs Python 3 with XGBoost. Install Python with its venv module and a way to PyPI, ' +
        `or set HEARTH_PYTHON to a Python that has ${packages.join(' and ')}.`,
      { cause: error },
    );
  }
  return own;
}

/** Starts a script that answers each line with a line of JSON; its first line says that it is ready. */
export async function startRival(script, args) {
  const child = spawn(pythonWithXGBoost(), [fileURLToPath(script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the rival has ended; what it said stands above');
    return JSON.parse(value);
  };
  const ready = await next();
  return {
    ready,
    ask(what) {
      child.stdin.write(`${what}\n`);
      return next();
    },
    end() {
      child.stdin.end();
    },
  };
}
