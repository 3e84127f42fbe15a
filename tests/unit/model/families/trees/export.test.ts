// Exported trees: XGBoost itself has read the committed files (scripts/golden/trees.py --read) and answered; what is exported today is those
// files, and the app answers alike. HEARTH_WRITE_GOLDEN=1 writes them anew, without answers.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareTrees, exportTrees } from '../../../../../src/model/families/trees/export/export';
import type { Forest } from '../../../../../src/model/families/trees/forest/forest';
import { toOutputs } from '../../../../../src/model/net/serving/predict';
import golden from '../../golden/trees-export.json';
import { problems, samplesOf } from './export-problems';
import { forestFrom, jobOf, run, scoresOf, type TreeProblem } from './tree-job';

interface ReadByXGBoost {
  name: string;
  width: number;
  xgboost: string;
  samples: (number | null)[];
  margins: number[];
  outputs: number[];
}

async function exported(problem: TreeProblem) {
  const job = jobOf(problem);
  const { recipe, fitted } = job;
  if (recipe.format !== 2) throw new Error('not a recipe of settings');
  const forest: Forest = forestFrom(await run(job));
  const files = exportTrees(recipe, fitted, forest);
  return { recipe, fitted, forest, files, xgboost: new TextDecoder().decode(files.files[1]!.bytes) };
}

describe.each(problems)('exported trees, %s', (name, problem) => {
  it.runIf(process.env['HEARTH_WRITE_GOLDEN'])('are written', async () => {
    const all = await Promise.all(
      problems.map(async ([each, of]) => ({
        ...{ name: each, width: of.levels.length, xgboost: (await exported(of)).xgboost },
        samples: Array.from(samplesOf(of), (value) => (Number.isNaN(value) ? null : value)),
      })),
    );
    writeFileSync('tests/unit/model/golden/trees-export.json', JSON.stringify(all));
  });

  it('are the files that XGBoost has read, and answer alike', async () => {
    const read = (golden as ReadByXGBoost[]).find((each) => each.name === name)!;
    const { forest, xgboost } = await exported(problem);
    expect(xgboost).toBe(read.xgboost);
    const samples = Float32Array.from(read.samples, (value) => value ?? NaN);
    const scores = scoresOf(forest, samples, read.width);
    expect(scores).toHaveLength(read.margins.length);
    for (const [at, score] of scores.entries())
      expect(Math.abs(score - read.margins[at]!)).toBeLessThan(1e-6);
    const outputs = toOutputs(problem.task, Float32Array.from(scores), forest.outputs);
    // Of two classes XGBoost answers with the second alone.
    const ours = [...outputs].filter((_, at) => problem.task !== 'binary' || at % 2 === 1);
    expect(ours).toHaveLength(read.outputs.length);
    for (const [at, output] of ours.entries())
      expect(Math.abs(output - read.outputs[at]!)).toBeLessThan(1e-6);
  });

  it('are the same model when they are read again', async () => {
    const { recipe, fitted, forest, files } = await exported(problem);
    expect(compareTrees(recipe, fitted, forest, files)).toBe(0);
    const [file] = files.files;
    const text = new TextDecoder().decode(file!.bytes);
    const changed = text.replace(
      /"value":(-?\d+(?:\.\d+)?)/g,
      (_, value: string) => `"value":${String(Number(value) * 3)}`,
    );
    const bytes = new TextEncoder().encode(changed);
    const other = { ...files, files: [{ ...file!, bytes }] };
    expect(compareTrees(recipe, fitted, forest, other)).toBeGreaterThan(0.01);
  });
});
