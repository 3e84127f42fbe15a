// npm run assembly: compiles every src/**/kernel.as from AssemblyScript to WebAssembly, as text in kernel-bytes.ts beside it.
// With --check it only says whether those files are what the sources give, and exits 1 where one is not.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import asc from 'assemblyscript/asc';
import * as prettier from 'prettier';

const root = fileURLToPath(new URL('../', import.meta.url));
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(({ name }) => name === 'kernel.as')
  .map(({ name, parentPath }) => join(parentPath, name))
  .sort();

let stale = 0;
for (const source of sources) {
  const target = join(dirname(source), 'kernel-bytes.ts');
  const text = await prettier.format(await moduleOf(await compile(source)), {
    ...(await prettier.resolveConfig(target)),
    filepath: target,
  });
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
  const name = target.slice(root.length);
  if (values.check) {
    console.error(`${name} is not what its kernel.as gives: npm run assembly`);
    stale += 1;
  } else {
    writeFileSync(target, text);
    console.log(name);
  }
}
process.exitCode = stale > 0 ? 1 : 0;

/** The binary of a source. Its memory comes from outside, so that whoever loads it says how large it is. */
async function compile(source) {
  const files = new Map();
  const { error, stderr } = await asc.main(
    'kernel.ts --outFile kernel.wasm -O3 --converge --noAssert --runtime stub --use abort= --enable simd'
      .concat(' --importMemory --initialMemory 1 --memoryBase 1024')
      .split(' '),
    {
      // The compiler wants a name in .ts, which tools for TypeScript would take for theirs.
      readFile: (name) => (name === 'kernel.ts' ? readFileSync(source, 'utf8') : null),
      writeFile: (name, contents) => files.set(name, contents),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${source}: ${error.message}\n${stderr.toString()}`);
  return files.get('kernel.wasm');
}

function moduleOf(bytes) {
  return `// Made by \`npm run assembly\` from kernel.as beside it, and held against it by \`npm run arch\`: not for editing.

/** WebAssembly in Base64. */
export const kernelBytes =
  '${Buffer.from(bytes).toString('base64')}';
`;
}
