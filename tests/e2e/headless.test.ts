// Runs without the face, as a schedule starts them: what they write, that they repeat, and how they refuse.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const folder = mkdtempSync(join(tmpdir(), 'hearth-headless-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

/** What a script sees of a run. */
function headless(...options: string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/headless.mjs', ...options]);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said }));
  });
}

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Report {
  test: Record<string, number>;
  baseline: Record<string, number>;
  split: { rows: { test: number } };
  proposed: { role: string };
  training: { epochs: number; history: unknown[]; weightsSha256: string[] };
}
const reportIn = (out: string) => JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
const linesIn = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\r\n');

test('a scenario writes its report, predictions, model and a recipe that repeats it', async () => {
  test.setTimeout(300_000);
  const first = join(folder, 'credit');
  const run = await headless(
    ...['--scenario', 'credit', '--family', 'dense', '--backend', 'wasm', '--seed', '3', '--out', first],
  );
  expect(run).toMatchObject({ status: 0 });

  const report = reportIn(first);
  const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
  const positive = expect.any(Number);
  expect(report).toMatchObject({
    dataset: { rows: 5000, columns: 12, sha256, synthetic: true },
    split: { train: 0.7, validation: 0.15, test: 0.15, rows: { train: positive, test: positive } },
    recipe: { seed: 3, sha256 },
    backend: { name: 'wasm', reason: 'chosen_by_person' },
    training: { status: 'done', steps: positive, msPerStep: positive, weightsSha256: [sha256] },
    test: { primary: 'auc', auc: positive, accuracy: positive },
    baseline: { family: 'glm', auc: positive },
    proposed: { role: 'model', reason: { standing: 'better', metric: 'auc' }, test: { auc: positive } },
    exported: { 'model/': 'model', 'predictions.csv': 'model', 'recipe.json': 'model' },
    evaluation: { interval: [positive, positive], coverage: positive },
    versions: { app: expect.any(String), model: 1, modelSha256: sha256 },
  });
  expect(report).toHaveProperty('evaluation.E');
  expect(report).toHaveProperty('evaluation.dimensions.4.score');
  expect(report).toHaveProperty('evaluation.indicators.10.state');
  expect(report.training.history).toHaveLength(report.training.epochs);
  expect(report.test['auc']).toBeGreaterThanOrEqual((report.baseline['auc'] ?? 1) + 0.02);

  const [header, ...rows] = linesIn(join(first, 'predictions.csv'));
  expect(header).toBe('row,actual_defaulted,predicted,probability_no,probability_yes');
  expect(rows).toHaveLength(report.split.rows.test);
  const model = JSON.parse(readFileSync(join(first, 'model/model.json'), 'utf8')) as {
    format: string;
    weightsManifest: { paths: string[] }[];
  };
  expect(model.format).toBe('layers-model');
  for (const path of model.weightsManifest.flatMap(({ paths }) => paths))
    expect(readFileSync(join(first, 'model', path)).length).toBeGreaterThan(1000);
  expect(existsSync(join(first, 'model/hearth.json'))).toBe(true);

  const second = join(folder, 'credit-again');
  const recipe = join(first, 'recipe.json');
  const again = await headless(
    '--scenario',
    'credit',
    '--backend',
    'wasm',
    '--recipe',
    recipe,
    '--out',
    second,
  );
  expect(again).toMatchObject({ status: 0 });
  expect(reportIn(second).training.weightsSha256).toEqual(report.training.weightsSha256);
  expect(readFileSync(join(second, 'predictions.csv'), 'utf8')).toBe(
    readFileSync(join(first, 'predictions.csv'), 'utf8'),
  );
});

test('a table of one’s own, as a regression', async () => {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const width = ((i * 37) % 100) / 10;
    const kind = ['a', 'b', 'c'][i % 3] ?? '';
    return `${String(i)},${String(width)},${kind},${String(2 * width + (i % 3) * 5)}`;
  });
  const data = written('beams.csv', ['id,width,kind,load', ...rows].join('\n'));
  const out = join(folder, 'beams');
  const options = [
    '--data',
    data,
    '--target',
    'load',
    '--task',
    'regression',
    '--backend',
    'cpu',
    '--epochs',
    '5',
  ];
  expect(await headless(...options, '--out', out)).toMatchObject({ status: 0 });
  const report = reportIn(out);
  expect(report).toMatchObject({ dataset: { rows: 200 }, recipe: { task: 'regression', epochs: 5 } });
  expect(report.test['rmse']).toBeGreaterThan(0);
  // The load is a plane of the width within each kind: what is exported is the baseline that finds it, and the report says so.
  expect(report).toMatchObject({
    proposed: { role: 'baseline', family: 'glm', reason: { standing: 'worse', metric: 'rmse' } },
    exported: { 'model/': 'baseline', 'predictions.csv': 'baseline', 'recipe.json': 'model' },
  });
  expect(existsSync(join(out, 'model/coefficients.json'))).toBe(true);
  const [header, ...predictions] = linesIn(join(out, 'predictions.csv'));
  expect(header).toBe('row,actual_load,predicted');
  expect(predictions).toHaveLength(report.split.rows.test);
});

test('bad input ends with a status and says what is wrong', async () => {
  test.setTimeout(300_000);
  const table = ['x,y', ...Array.from({ length: 60 }, (_, i) => `${String(i)},${i % 2 ? 'yes' : 'no'}`)].join(
    '\n',
  );
  const good = written('good.csv', table);
  const empty = written('empty.csv', '');
  const oneClass = written('one-class.csv', table.replaceAll('no', 'yes'));
  const badField = written('bad-field.json', JSON.stringify({ epochs: 'many' }));
  const badJson = written('bad.json', '{ "epochs": ');
  const out = join(folder, 'never');
  const refusals: [string[], RegExp][] = [
    [['--data', join(folder, 'absent.csv'), '--target', 'y'], /there is no file .*absent\.csv/],
    [['--data', good], /--target/],
    [['--data', good, '--target', 'y', '--scenario', 'credit'], /either --scenario or --data/],
    [['--scenario', 'weather'], /--scenario is "weather"; it takes digits, credit/],
    [['--scenario', 'credit', '--epochs', '0'], /--epochs is "0"/],
    [['--scenario', 'credit', '--out', good], /--out: .*good\.csv is a file/],
    [['--scenario', 'credit', '--recipe', badJson], /bad\.json is not JSON/],
    [['--scenario', 'credit', '--recipe', badField], /A run setting is invalid.*recipe_invalid/s],
    [['--data', good, '--target', 'z'], /no column with this name.*“z”.*supported: x, y.*column_unknown/s],
    [
      ['--data', good, '--target', 'y', '--task', 'regression'],
      /is invalid.*regression needs a column of numbers/s,
    ],
    [['--data', empty, '--target', 'y'], /The file is empty.*file_empty/s],
    [['--data', oneClass, '--target', 'y'], /only one class.*target_one_class/s],
  ];
  for (const [options, message] of refusals)
    await test.step(options.join(' '), async () => {
      const { status, said } = await headless('--backend', 'wasm', '--out', out, ...options);
      expect(said).toMatch(message);
      expect(said).not.toMatch(/at .*\.(js|mjs|ts):\d+/);
      expect(status).toBeGreaterThan(0);
      expect(existsSync(out)).toBe(false);
    });
});

test('a file is described without training, and one that cannot be read says why', async () => {
  const table = written('described.csv', ['x,y', '1,no', '2,yes', '3,no', '4,yes'].join('\n'));
  const told = await headless('--data', table, '--describe');
  expect(told.status).toBe(0);
  expect(JSON.parse(told.said)).toMatchObject({
    ...{ file: 'described.csv', format: 'delimited', encoding: 'utf-8', delimiter: ',', rows: 4 },
    ...{ skipped: [], notices: [], target: 'y', task: 'binary' },
    columns: [
      { name: 'x', type: 'integer', role: 'feature', missing: 0, distinct: 4, treatment: 'standardised' },
      { name: 'y', type: 'boolean', role: 'target', missing: 0, distinct: 2, treatment: 'predicted' },
    ],
  });
  const chosen = ['--encoding', 'utf-16le', '--delimiter', ';', '--header', 'no'];
  const wide = written('wide.csv', Buffer.from('1;2\n3;4\n', 'utf16le'));
  const read = await headless('--data', wide, '--describe', ...chosen);
  expect(JSON.parse(read.said)).toMatchObject({
    encoding: 'utf-16le',
    delimiter: ';',
    header: false,
    rows: 2,
  });
  for (const [path, code] of [
    [written('nothing.csv', ''), 'file_empty'],
    [join(folder, 'absent.csv'), 'file_unreadable'],
  ] as const) {
    const { status, said } = await headless('--data', path, '--describe');
    expect(status).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ error: { code, place: { file: expect.any(String) } } });
  }
});

test('images are learnt from headless too', async () => {
  test.setTimeout(600_000);
  const out = join(folder, 'digits');
  // One epoch: that all of them come to 0.977 is held by the test of the same training on screen.
  const run = await headless('--scenario', 'digits', '--backend', 'wasm', '--epochs', '1', '--out', out);
  expect(run).toMatchObject({ status: 0 });
  const report = reportIn(out);
  expect(report.training.epochs).toBe(1);
  expect(report.test['accuracy']).toBeGreaterThan(report.baseline['accuracy'] ?? 1);
  expect(linesIn(join(out, 'predictions.csv'))).toHaveLength(2001);
});
