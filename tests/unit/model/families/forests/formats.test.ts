// Forests for ONNX: its runtime has read the committed files (scripts/golden/tree-formats.py) and answered; what is exported today is those
// files, and the app answers alike. HEARTH_WRITE_GOLDEN=1 writes them anew, without answers.
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportForest } from '../../../../../src/model/families/forests/export/export';
import { predictMeans } from '../../../../../src/model/families/forests/forest-model';
import golden from '../../golden/forest-formats.json';
import { columnsOf, problems, samplesOf } from '../trees/export-problems';
import { forestIn, forestJob, runForest, type ForestProblem } from './forest-job';

interface Read {
  name: string;
  onnx: string;
  answers?: { onnx: number[]; labels: string[] };
}

const settings = { trees: 7, minLeafRows: 6 };
const cases = problems.map(([name, problem]): [string, ForestProblem] => [name, { ...problem, settings }]);

async function exported(problem: ForestProblem) {
  const job = forestJob(problem);
  const { recipe, fitted } = job;
  const model = forestIn(await runForest(job));
  const { files } = await exportForest(recipe, fitted, model);
  const samples = samplesOf(problem as Parameters<typeof samplesOf>[0]);
  const width = problem.levels.length;
  const means = [...predictMeans(model, samples, samples.length / width)];
  return {
    outputs: problem.task === 'binary' ? means.flatMap((mean) => [1 - mean, mean]) : means,
    columns: columnsOf(fitted, samples, width),
    onnx: Buffer.from(files.find(({ name }) => name === 'model.onnx')!.bytes).toString('base64'),
  };
}

describe('forests for ONNX', () => {
  it.runIf(process.env['HEARTH_WRITE_GOLDEN'])('are written', async () => {
    const all = await Promise.all(
      cases.map(async ([name, problem]) => {
        const { columns, onnx } = await exported(problem);
        return { name, columns, onnx };
      }),
    );
    writeFileSync('tests/unit/model/golden/forest-formats.json', JSON.stringify(all));
  });

  it.each(cases)('are the files that it has read, and answer alike: %s', async (name, problem) => {
    const known = (golden as unknown as Read[]).find((each) => each.name === name)!;
    const { outputs, onnx } = await exported(problem);
    expect(onnx).toBe(known.onnx);
    expect(known.answers!.onnx).toHaveLength(outputs.length);
    outputs.forEach((value, at) => {
      expect(Math.abs(value - known.answers!.onnx[at]!)).toBeLessThan(1e-6);
    });
    expect(new Set(known.answers!.labels).size).toBe(problem.classes);
  });
});
