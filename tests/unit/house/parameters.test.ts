// A function that takes more than five values in a row is called wrongly sooner or later: it takes an object instead.
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const most = 5;
/** Inner loops and shader programs, which are memoised by their arguments. */
const allowed = new Set([
  'src/domain/random.ts runRounds',
  'src/model/backends/kernels/webgpu/reduce.ts reduction',
  'src/model/backends/kernels/webgpu/spread.ts spreadProgram',
]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'paraglide' ? [] : filesIn(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** The name that a function is declared by, or given to. */
function nameOf(node: ts.SignatureDeclaration): string {
  let at: ts.Node = node;
  while (at.parent && !ts.isSourceFile(at)) {
    if (ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at) || ts.isVariableDeclaration(at))
      return at.name?.getText() ?? '';
    at = at.parent;
  }
  return '';
}

it('takes at most five positional parameters', () => {
  const over: string[] = [];
  for (const path of [...filesIn('src'), ...filesIn('workers')]) {
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && node.parameters.length > most) {
        const name = `${path} ${nameOf(node)}`;
        if (!allowed.has(name)) over.push(`${name}: ${node.parameters.length}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  expect(over).toEqual([]);
});
