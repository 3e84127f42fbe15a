// Runs as MLflow's file store keeps them; YAML against PyYAML (scripts/golden/run-files.py).
import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../../../src/contract/model/judgement';
import type { Run } from '../../../../src/contract/model/run';
import { flatRecipe } from '../../../../src/engine/run-files/flat-recipe';
import { mlflowFormat } from '../../../../src/engine/run-files/mlflow/format';
import { mlflowExperimentId, mlflowRunId } from '../../../../src/engine/run-files/mlflow/ids';
import { mlflowKeys, paramValue, pythonFloat } from '../../../../src/engine/run-files/mlflow/keys';
import { quoted, yamlMapping } from '../../../../src/engine/run-files/mlflow/yaml';
import { plainName } from '../../../../src/engine/run-files/run-name';
import { writeRuns } from '../../../../src/engine/run-files/write-runs';
import golden from '../../../fixtures/golden/run-files.json';
import { aProject } from '../../storage/project-records';
import { aJudgement, anArtifact, aRun } from '../../storage/run-records';

const project = aProject('Loans: "贷款" #1');
const epoch = { step: 10, trainLoss: 0.7, trainMetric: 0.6, validationLoss: NaN, validationMetric: 0.5 };
const curved: Run = {
  ...aRun(project.id),
  ...{ number: 1, status: 'done', label: 'Net\n"wide"/../é 😀', endedAt: 1_700_000_009_000 },
  history: [
    { ...epoch, epoch: 1, learningRate: 0.01, seconds: 1.5 },
    { ...epoch, epoch: 2, learningRate: 0.005, seconds: 3, trainLoss: Infinity },
  ],
};
const bare: Run = { ...aRun(project.id), number: 2, status: 'failed', artifact: anArtifact([]) };
const judgementFor = (run: Run): Judgement =>
  aJudgement(project.id, run.id, { sha256: 'f'.repeat(64), bytes: 1 });

/** Texts of a run's folder by their place in it. */
function folder(
  run: Run,
  judgement: Judgement | null,
  model: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [],
) {
  const root = `mlruns/${mlflowExperimentId(project.id)}/${mlflowRunId(run.id)}/`;
  return Object.fromEntries(
    mlflowFormat.runFiles(project, { run, judgement, model }).map(({ name, bytes }) => {
      expect(name.startsWith(root)).toBe(true);
      return [name.slice(root.length), new TextDecoder().decode(bytes)];
    }),
  );
}

describe('YAML', () => {
  test.each(golden.yaml)('$written', ({ written, read }) => {
    expect(quoted(read)).toBe(written);
  });

  test('half a surrogate pair, which is no text, and scalars of a mapping', () => {
    expect(quoted('a\ud83d')).toBe('"a\\ufffd"');
    expect(yamlMapping({ a: 1, b: null, c: [], d: '' })).toBe('a: 1\nb: null\nc: []\nd: ""\n');
  });
});

describe('a run', () => {
  test('has its curve, with what is no number, as lines of time, value and step', () => {
    const files = folder(curved, judgementFor(curved));
    expect(files['metrics/train_loss']).toBe('1700000001500 0.7 1\n1700000004500 inf 2\n');
    expect(files['metrics/validation_loss']).toBe('1700000001500 nan 1\n1700000004500 nan 2\n');
    expect(files['metrics/test_auc']).toBe('1700000100000 0.81 0\n');
    expect(files['metrics/test_aucP05']).toBe('1700000100000 0.78 0\n');
    expect(files['metrics/validation_accuracy']).toBeUndefined();
  });

  test('without a curve has the metrics of its judgement, and only its time where it was not judged', () => {
    expect(folder(bare, judgementFor(bare))['metrics/validation_accuracy']).toBe('1700000100000 0.85 0\n');
    expect(Object.keys(folder(bare, null)).filter((name) => name.startsWith('metrics/'))).toEqual([
      'metrics/secondsTrained',
    ]);
  });

  test('has its recipe as params and as an artifact, and says what its model is', () => {
    const files = folder(curved, null);
    expect(files['params/target']).toBe(curved.recipe.target);
    expect(files['params/dataset.sha256']).toBe(curved.recipe.dataset.sha256);
    expect(JSON.parse(files['artifacts/recipe.json'] ?? '')).toEqual(curved.recipe);
    expect(files['tags/mlflow.runName']).toBe('1 Net\n"wide"/../é 😀');
    expect(files['tags/hearth.model']).toBe('none');
    expect(folder(bare, null)['tags/hearth.model']).toBe('unreadable');
    const model = [{ name: 'member-1/a.bin', bytes: new Uint8Array([65]) }];
    const whole = folder(bare, null, model);
    expect([whole['tags/hearth.model'], whole['artifacts/model/member-1/a.bin']]).toEqual(['included', 'A']);
    expect(whole['meta.yaml']).toContain('status: 4\n');
  });
});

describe('names', () => {
  test('keep to what file systems and MLflow take, and stay apart', () => {
    const pairs = ['preprocessing.columns.a/b', 'preprocessing.columns.A:b', 'x. '].map(
      (key) => [key, 1] as const,
    );
    expect(mlflowKeys(pairs).map(([key]) => key)).toEqual([
      ...['preprocessing.columns.a_b', 'preprocessing.columns.A_b-2', 'x_'],
    ]);
    expect(new TextEncoder().encode(plainName('贷'.repeat(500), 200)).length).toBe(198);
    expect(['', '..', '../x', ' a.'].map((name) => plainName(name, 50))).toEqual(['_', '_', '__x', '_a_']);
  });

  test('values stay on one line and within the limit', () => {
    expect(paramValue('a\nb\u2028c')).toBe('a\\u000ab\\u2028c');
    expect(Array.from(paramValue('😀'.repeat(7000))).length).toBe(6000);
    expect([NaN, Infinity, -Infinity, 1e-7, 0].map(pythonFloat)).toEqual(['nan', 'inf', '-inf', '1e-7', '0']);
  });

  test('ids are 128 bits in hex, and 18 digits', () => {
    expect(mlflowRunId('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')).toBe('f'.repeat(32));
    expect(mlflowRunId('00000000000000000000000010')).toBe('20'.padStart(32, '0'));
    expect(mlflowExperimentId('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')).toMatch(/^[1-9]\d{17}$/);
  });

  test('of a recipe are dotted; lists of plain values are one value', () => {
    const flat = Object.fromEntries(flatRecipe(curved.recipe));
    expect(flat['features']).toBe(JSON.stringify(curved.recipe.features));
    expect(flat['split.kind']).toBe(curved.recipe.split.kind);
    expect(Object.values(flat)).not.toContain('undefined');
  });
});

test.each(['mlflow', 'tensorboard'] as const)('hundreds of runs as one ZIP of %s', async (format) => {
  async function* records() {
    for (let number = 1; number <= 300; number++)
      yield await Promise.resolve({
        run: { ...aRun(project.id), number, label: number === 1 ? 'a/../b' : '', history: curved.history },
        ...{ judgement: judgementFor(curved), model: [] },
      });
  }
  const { file, runs } = await writeRuns(project, records(), format);
  expect(runs).toBe(300);
  const { unzipSync } = await import('fflate');
  const names = Object.keys(unzipSync(new Uint8Array(await file.arrayBuffer())));
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toBe('README.txt');
  expect(names.filter((name) => name.split('/').includes('..'))).toEqual([]);
  const wanted =
    format === 'mlflow'
      ? /\/[\da-f]{32}\/meta\.yaml$/
      : /^tensorboard\/\d+ [^/]+\/events\.out\.tfevents\.\d{10}\.hearth$/;
  expect(names.filter((name) => wanted.test(name)).length).toBe(300);
});
