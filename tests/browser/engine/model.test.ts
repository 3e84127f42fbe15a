// What comes after training, through the contract: judgement, prediction, latency, scoring, export.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClassJudgement, Judgement } from '../../../src/contract/model/judgement';
import type { Run } from '../../../src/contract/model/run';
import type { ModelVersion } from '../../../src/contract/release/version';
import { createEngineApi } from '../../../src/engine/engine-api';
import { getChunk } from '../../../src/storage/chunks/chunks';
import { versionFactsOf } from '../../../src/storage/versions';
import { decodePredictions } from '../../../src/engine/judging/prediction-rows';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data, imageProject, tableCsv, tableProject, type SmallProject } from './small-projects';

const engine = createEngineApi();

interface Trained {
  project: SmallProject;
  run: Run;
  judgement: Judgement;
  version: ModelVersion;
}

async function trained(project: SmallProject): Promise<Trained> {
  const { projectId, recipe } = project;
  const request = { kind: 'new', projectId, recipe, role: 'model', backend: 'wasm' } as const;
  const run = await call(engine.train, request);
  const judgement = await call(engine.judge, { runId: run.id });
  return { project, run, judgement, version: await call(data.registerVersion, { runId: run.id }) };
}

let table: Trained;
let images: Trained;
const database = `hearth-test-${newId()}`;

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

beforeAll(async () => {
  useDatabase(database);
  const project = await tableProject(1200);
  table = await trained({ ...project, recipe: { ...project.recipe, epochs: 12 } });
  images = await trained(await imageProject());
});

/** A judgement of classes, as all models of this file have. */
function ofClasses({ judgement }: { judgement: Judgement }): ClassJudgement {
  if (judgement.kind !== 'classification') throw new Error(`judged as ${judgement.kind}`);
  return judgement;
}

describe('judgement', () => {
  test('of a binary table: metrics, interval, curves, slices', () => {
    const judgement = ofClasses(table);
    expect(judgement.primary).toBe('auc');
    const auc = judgement.test.metrics['auc']!;
    expect(auc).toBeGreaterThan(0.75);
    expect(judgement.interval[0]).toBeLessThan(auc);
    expect(judgement.interval[1]).toBeGreaterThan(auc);
    expect(judgement.confusion.flat().reduce((sum, count) => sum + count)).toBe(judgement.testRows);
    expect(judgement.threshold).toBeGreaterThan(0);
    expect(judgement.roc!.x.length).toBeGreaterThan(10);
    expect(judgement.slices.map(({ column }) => column)).toContain('region');
    const scores = judgement.slices.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(judgement.train.rows + judgement.validation.rows + judgement.test.rows).toBe(1200);
  });

  test('keeps the predictions that its numbers come from', async () => {
    const judgement = ofClasses(table);
    const counts = judgement.confusion.map((row) => row.map(() => 0));
    for (const { actual, outputs } of decodePredictions(await getChunk(judgement.predictions), 2)) {
      expect(outputs[0]! + outputs[1]!).toBeCloseTo(1, 5);
      counts[actual]![outputs[1]! >= judgement.threshold ? 1 : 0]!++;
    }
    expect(counts).toEqual(judgement.confusion);
  });

  test('of images: accuracy over classes', () => {
    expect(images.judgement.primary).toBe('accuracy');
    expect(ofClasses(images).classes).toEqual(['left', 'middle', 'right']);
    expect(images.judgement.test.metrics['accuracy']).toBeGreaterThan(0.6);
  });

  test('twice says the same and keeps no tensors', async () => {
    const before = tf.memory().numTensors;
    const again = await call(engine.judge, { runId: table.run.id });
    expect(tf.memory().numTensors).toBe(before);
    const { id: _id, takenAt: _at, ...rest } = again;
    const { id: _id2, takenAt: _at2, ...first } = table.judgement;
    expect(rest).toEqual(first);
  });
});

describe('prediction', () => {
  const ask = (rows: Parameters<typeof engine.predict>[0]['rows']) =>
    call(engine.predict, { versionId: table.version.id, rows });

  test('answers with probabilities and warns of what was never seen', async () => {
    const [typical, strange] = await ask([
      { age: 68, income: '5000', region: 'north' },
      { age: 300, income: null, region: 'atlantis' },
    ]);
    expect(typical).toMatchObject({ value: 'yes', warnings: [] });
    expect(typical!.probabilities[0]! + typical!.probabilities[1]!).toBeCloseTo(1, 6);
    expect(strange!.warnings).toEqual([
      { column: 'age', code: 'out_of_range' },
      { column: 'income', code: 'missing' },
      { column: 'region', code: 'unknown_category' },
    ]);
  });

  test('keeps no tensors once the model is loaded', async () => {
    await ask([{ age: 40, income: 3000, region: 'south' }]);
    const before = tf.memory().numTensors;
    await ask([{ age: 41, income: 3000, region: 'south' }]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('comes through while a training goes on, and changes nothing of it', async () => {
    const { projectId, recipe } = table.project;
    const request = { kind: 'new', projectId, recipe, role: 'model', backend: 'wasm' } as const;
    const asked: ReturnType<typeof ask>[] = [];
    let ended = false;
    let answeredBeforeEnd = false;
    const run = await call(engine.train, request, (event) => {
      if (event.kind === 'ended') ended = true;
      if (event.kind !== 'started') return;
      const answer = ask([{ age: 68, income: 5000, region: 'north' }]);
      asked.push(answer);
      void answer.then(() => (answeredBeforeEnd = !ended));
    });
    expect((await asked[0]!)[0]!.value).toBe('yes');
    expect(answeredBeforeEnd).toBe(true);
    expect(run.artifact!.sha256).toBe(table.run.artifact!.sha256);
  });

  test('latency is measured and kept', async () => {
    const latency = await call(engine.measureLatency, { versionId: table.version.id });
    expect(latency).toMatchObject({ backend: 'wasm', batch: 1, samples: 100 });
    expect(latency.p95Ms).toBeGreaterThanOrEqual(latency.p50Ms);
    expect(latency.peakMemoryBytes).toBeGreaterThan(table.run.artifact!.bytes);
    const facts = await versionFactsOf(table.project.projectId);
    expect(facts.find(({ versionId }) => versionId === table.version.id)!.latency).toEqual(latency);
  });
});

describe('scoring a file', () => {
  const score = async (csv: string) => {
    const file = new File([csv], 'new.csv');
    return (await call(engine.scoreFile, { versionId: table.version.id, file, guard: true })).file;
  };

  test('keeps the columns as written and adds the answers', async () => {
    const blob = await score(tableCsv(1500, 9));
    const lines = (await blob.text()).trimEnd().split('\n');
    expect(lines[0]).toBe('age,income,region,note,approved,prediction,probability_no,probability_yes');
    expect(lines).toHaveLength(1501);
    // A cell that a spreadsheet would run is held back.
    expect(lines[1]).toContain(`,"'=row 0",`);
    const right = lines.slice(1).filter((line) => line.split(',')[4] === line.split(',')[5]).length;
    expect(right / 1500).toBeGreaterThan(0.65);
  });

  test('agrees with single predictions', async () => {
    const blob = await score('region;age;income\nnorth;68;5000,5\nsouth;21;\n');
    const lines = (await blob.text()).trimEnd().split('\n');
    expect(lines[1]!.startsWith('north;68;5000,5;yes;')).toBe(true);
    const [single] = await call(engine.predict, {
      versionId: table.version.id,
      rows: [{ region: 'north', age: 68, income: 5000.5 }],
    });
    expect(Number(lines[1]!.split(';').at(-1))).toBeCloseTo(single!.probabilities[1]!, 6);
  });

  test('names the columns that are missing', async () => {
    await expect(score('age,other\n30,1\n')).rejects.toMatchObject({
      fault: { code: 'column_unknown', params: { missing: 'income, region', count: 2 } },
    });
  });
});

describe('export', () => {
  test('a zip that TensorFlow.js loads and that answers alike', async () => {
    const blob = await call(engine.exportModel, { versionId: images.version.id });
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'group1-shard1of1.bin',
      'hearth.json',
      'model.json',
    ]);
    const json = JSON.parse(strFromU8(files['model.json']!)) as {
      modelTopology: object;
      weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
    };
    expect(JSON.stringify(json.modelTopology)).not.toContain('SeededDropout');
    const before = tf.memory().numTensors;
    const model = await tfl.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0]!.weights,
        weightData: files['group1-shard1of1.bin']!.slice().buffer,
      }),
    );
    const pixels = new Uint8Array(64).map((_, at) => (at % 8 === 3 ? 230 : 40));
    const output = tf.tidy(() =>
      (
        model.predict(
          tf.tensor(
            [...pixels].map((value) => value / 255),
            [1, 8, 8, 1],
          ),
        ) as tf.Tensor
      ).dataSync(),
    );
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const [answer] = await call(engine.predict, {
      versionId: images.version.id,
      rows: [{ image: pixels }],
    });
    answer!.probabilities.forEach((value, at) => expect(output[at]).toBeCloseTo(value, 5));
    const facts = await versionFactsOf(images.project.projectId);
    expect(facts[0]!.exportDifference).toBeLessThan(1e-5);
  });

  test('the same files of a run, loose, with the meaning beside them', async () => {
    const files = await call(engine.exportRun, { runId: table.run.id });
    const facts = files.find(({ name }) => name === 'hearth.json')!;
    expect(JSON.parse(strFromU8(facts.bytes))).toMatchObject({
      task: 'binary',
      preprocessing: { target: { classes: ['no', 'yes'] } },
      artifactSha256: table.run.artifact!.sha256,
    });
  });
});

test('the estimate agrees with what the run turned out to have', async () => {
  const { projectId, recipe } = table.project;
  const estimate = await call(engine.estimate, { projectId, recipe });
  expect(estimate.parameters).toBe(table.run.parameters);
  expect(estimate.modelBytes).toBe(table.run.artifact!.bytes);
  expect(estimate.trainingBytes).toBeGreaterThan(estimate.modelBytes);
});
