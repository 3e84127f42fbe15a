// Trees for LightGBM and ONNX: both have read the committed files themselves (scripts/golden/tree-formats.py) and answered; what is exported
// today is those files, and the app answers alike. HEARTH_WRITE_GOLDEN=1 writes them anew, without answers.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SettingsRecipe } from '../../../../../src/contract/model/recipe';
import type { FittedPreprocessing } from '../../../../../src/contract/model/run';
import { answersOf } from '../../../../../src/model/families/trees/answers';
import { largestBelow } from '../../../../../src/model/families/trees/export/cuts-between';
import { exportTrees } from '../../../../../src/model/families/trees/export/export';
import { toOutputs } from '../../../../../src/model/net/serving/predict';
import golden from '../../golden/tree-formats.json';
import { columnsOf, problems, samplesOf } from './export-problems';
import { forestFrom, jobOf, run, scoresOf, type TreeProblem } from './tree-job';

/** A model as it is committed, with what the others answer. */
interface Read {
  name: string;
  width: number;
  samples: (number | null)[];
  /** One list a column, as ONNX is asked. */
  columns: Record<string, (number | string | null)[]>;
  lightgbm: string;
  onnx: string;
  answers?: { lightgbm: number[]; onnx: number[]; labels: string[] };
}

const target = { shift: 40, scale: 12 };
const [numbers] = problems[0]!.slice(1) as [TreeProblem];
const counted: TreeProblem = {
  ...numbers,
  settings: { ...numbers.settings, loss: 'poisson' },
  train: { features: numbers.train.features, labels: numbers.train.labels.map((value) => Math.abs(value)) },
};
const cases: [name: string, problem: TreeProblem][] = [...problems, ['counts', counted]];

async function exported(name: string, problem: TreeProblem) {
  const job = jobOf(problem);
  const { recipe, fitted: plain } = job;
  if (recipe.format !== 2) throw new Error('not a recipe of settings');
  const scales = plain.target.kind === 'number' && name !== 'counts';
  const fitted: FittedPreprocessing = scales
    ? { ...plain, target: { kind: 'number', column: 'y', ...target } }
    : plain;
  const forest = forestFrom(await run(job));
  const { files } = exportTrees(recipe, fitted, forest);
  const fileNamed = (wanted: string) => files.find((file) => file.name === wanted)!.bytes;
  const samples = samplesOf(problem);
  const width = problem.levels.length;
  const outputs = outputsOf(
    recipe,
    fitted,
    answersOf(recipe, { preprocessing: fitted }, scoresOf(forest, samples, width)),
  );
  return {
    outputs,
    read: {
      ...{ name, width, columns: columnsOf(fitted, samples, width) },
      samples: Array.from(samples, (value) => (Number.isNaN(value) ? null : value)),
      lightgbm: new TextDecoder().decode(fileNamed('lightgbm.txt')),
      onnx: Buffer.from(fileNamed('model.onnx')).toString('base64'),
    } satisfies Read,
  };
}

/** As people read them: probabilities, or numbers in the unit of the target. */
function outputsOf({ task }: SettingsRecipe, { target: of }: FittedPreprocessing, answers: Float32Array) {
  const outputs = of.kind === 'classes' && of.classes.length > 2 ? of.classes.length : 1;
  return [...toOutputs(task, answers, outputs, of.kind === 'number' ? of : { shift: 0, scale: 1 })];
}

describe('trees for LightGBM and ONNX', () => {
  it.runIf(process.env['HEARTH_WRITE_GOLDEN'])('are written', async () => {
    const all = await Promise.all(cases.map(async ([name, problem]) => (await exported(name, problem)).read));
    writeFileSync('tests/unit/model/golden/tree-formats.json', JSON.stringify(all));
  });

  it.each(cases)('are the files that these have read, and answer alike: %s', async (name, problem) => {
    const known = (golden as unknown as Read[]).find((each) => each.name === name)!;
    const { read, outputs } = await exported(name, problem);
    expect(read.lightgbm).toBe(known.lightgbm);
    expect(read.onnx).toBe(known.onnx);
    const { lightgbm, onnx, labels } = known.answers!;
    // Of two classes LightGBM answers with the second alone.
    const ofLightGBM = outputs.filter((_, at) => problem.task !== 'binary' || at % 2 === 1);
    expect(lightgbm).toHaveLength(ofLightGBM.length);
    expect(onnx).toHaveLength(outputs.length);
    const bar = (value: number) => 1e-6 * Math.max(1, Math.abs(value));
    ofLightGBM.forEach((value, at) => {
      expect(Math.abs(value - lightgbm[at]!)).toBeLessThan(bar(value));
    });
    outputs.forEach((value, at) => {
      expect(Math.abs(value - onnx[at]!)).toBeLessThan(bar(value));
    });
    if (problem.classes === 0) return;
    const most = labels.map((_, row) => {
      const own = outputs.slice(row * problem.classes, (row + 1) * problem.classes);
      return `class ${String(own.indexOf(Math.max(...own)))}`;
    });
    expect(labels).toEqual(most);
    expect(new Set(labels).size).toBe(problem.classes);
  });
});

describe('a cut in double precision', () => {
  it.each([1, -1, 0, 0.1, -0.1, 3.5, 1e-45, -1e-45, 16_777_217, 1e30, -1e-30].map(Math.fround))(
    'parts doubles as their float32 are parted: %d',
    (cut) => {
      const bound = largestBelow(cut);
      expect(Math.fround(bound)).toBeLessThan(cut);
      // The next double comes to the cut itself.
      const bits = new DataView(new ArrayBuffer(8));
      bits.setFloat64(0, bound);
      const step = bound > 0 ? 1n : -1n;
      if (bound === 0) bits.setFloat64(0, Number.MIN_VALUE);
      else bits.setBigInt64(0, bits.getBigInt64(0) + step);
      const above = bits.getFloat64(0);
      expect(above).toBeGreaterThan(bound);
      expect(Math.fround(above)).toBeGreaterThanOrEqual(cut);
    },
  );

  it('of infinity has every number below it', () => {
    expect(largestBelow(Infinity)).toBe(1e300);
  });
});
