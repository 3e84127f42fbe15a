// Files scored through the contract: cells are read as training read them, lines come back as they are, what does not fit is reported.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ModelVersion } from '../../../src/contract/release/version';
import type { OpenChoices } from '../../../src/contract/data/opening/open-choices';
import type { ScoringEvent } from '../../../src/contract/release/scoring';
import { stepOf } from '../../../src/contract/data/transform';
import { createEngineApi } from '../../../src/engine/engine-api';
import { editProject } from '../../../src/engine/project/update-project';
import { stored, useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data } from './small-projects';

const engine = createEngineApi();
const database = `hearth-test-${newId()}`;
afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

/** Dates as day/month/year, decimal commas, two levels, postcodes; the target follows age and day. */
function visitsCsv(rows: number): string {
  const lines = ['age;when;member;code;junk;y'];
  for (let row = 0; row < rows; row++) {
    const day = `${String((row % 28) + 1).padStart(2, '0')}/${String((row % 12) + 1).padStart(2, '0')}/2021`;
    const member = row % 3 === 0 ? 'yes' : 'no';
    const y = (row % 50) / 2 + (row % 12) * 3;
    lines.push(`${row % 50},5;${day};${member};0000${row % 4};${row};${String(y).replace('.', ',')}`);
  }
  return `${lines.join('\n')}\n`;
}

async function visitsVersion(drop: string[], choices: OpenChoices = {}): Promise<ModelVersion> {
  const { projectId } = await call(data.createProject, { name: 'Visits', scenarioId: null });
  await call(data.importTable, { projectId, file: new File([visitsCsv(400)], 'visits.csv'), choices });
  if (drop.length > 0)
    await call(data.changeSteps, {
      projectId,
      steps: [
        { step: stepOf('drop-columns', { columns: drop }), on: true },
        {
          step: stepOf('filter-rows', { column: 'age', keep: { kind: 'between', low: 5, high: 60 } }),
          on: true,
        },
      ],
    });
  await editProject(projectId, async (project) => ({
    ...project,
    data: {
      ...project.data,
      ...{ target: 'y', task: 'regression' },
      roles: {
        age: 'feature',
        when: 'feature',
        member: 'feature',
        code: 'feature',
        junk: 'ignored',
        y: 'target',
      },
    },
  }));
  const recipe = await call(data.draftRecipe, { projectId, family: 'glm' });
  const run = await call(engine.train, { kind: 'new', projectId, recipe, role: 'model', backend: null });
  await call(engine.judge, { runId: run.id });
  return call(data.registerVersion, { runId: run.id });
}

let version: ModelVersion;
beforeAll(async () => {
  useDatabase(database);
  version = await visitsVersion([]);
});

async function score(csv: string | Blob, { guard = true, of = version } = {}) {
  const events: ScoringEvent[] = [];
  const scored = await call(
    engine.scoreFile,
    { versionId: of.id, file: new File([csv], 'new.csv'), guard },
    (event) => events.push(event),
  );
  const text = await scored.file.text();
  const answers = text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => Number(line.split(';').at(-1)));
  return { ...scored, text, answers, events };
}

async function answerTo(row: Record<string, string | number | null>) {
  const [answer] = await call(engine.predict, { versionId: version.id, rows: [row] });
  return answer!;
}

test('what training read is part of the model', () => {
  const readings = version.artifact.preprocessing.features.map((feature) =>
    'reading' in feature ? [feature.column, feature.reading] : [],
  );
  expect(Object.fromEntries(readings)).toMatchObject({
    age: { decimal: 'comma' },
    when: { dates: 'day/month/year' },
    member: { missing: [] },
  });
});

describe('scoring a file', () => {
  test('reads a day that could be two in the order of training, as the form does', async () => {
    const { answers, issues } = await score(
      'age;when;member;code\n30,5;05/04/2021;yes;00001\n30,5;04/05/2021;yes;00001\n',
    );
    expect(issues).toEqual([]);
    const day = (when: string) => answerTo({ age: 30.5, when, member: 'yes', code: '00001' });
    expect(answers[0]).toBeCloseTo((await day('2021-04-05')).value as number, 6);
    expect(answers[1]).toBeCloseTo((await day('2021-05-04')).value as number, 6);
    expect((await day('05/04/2021')).value).toBe((await day('2021-04-05')).value);
    expect(answers[0]).not.toBeCloseTo(answers[1]!, 6);
  });

  test('takes what does not fit as missing and reports it, whole file or single cell', async () => {
    const { answers, issues, issueCount, rows } = await score(
      'age;when;member;code\n30,5;05/04/2021;yes;00001\nunknown;31/02/2021;maybe;00001\nNA;;;00002\n',
    );
    expect(rows).toBe(3);
    expect(issueCount).toBe(3);
    expect(issues).toEqual([
      { column: 'age', kind: 'unread', count: 1, first: [{ row: 2, text: 'unknown', as: null }] },
      { column: 'when', kind: 'unread', count: 1, first: [{ row: 2, text: '31/02/2021', as: null }] },
      { column: 'member', kind: 'unseen', count: 1, first: [{ row: 2, text: 'maybe', as: null }] },
    ]);
    const missing = await answerTo({ age: null, when: null, member: null, code: '00001' });
    expect(answers[1]).toBeCloseTo(missing.value as number, 6);
  });

  test('matches what is only spelled otherwise, and says so', async () => {
    const { answers, issues } = await score(
      'age;when;member;code\n３０,５;2021-04-05; YES;1\n30,5;05/04/2021;yes;00001\n',
    );
    expect(answers[0]).toBe(answers[1]);
    expect(issues.map(({ column, kind, first }) => [column, kind, first[0]!.text, first[0]!.as])).toEqual([
      ['when', 'adapted', '2021-04-05', '2021-04-05T00:00:00.000Z'],
      ['member', 'adapted', ' YES', 'yes'],
      ['code', 'adapted', '1', '00001'],
    ]);
    const typed = await answerTo({ age: '３０,５', when: '2021-04-05', member: 'Yes', code: '1' });
    expect(typed.value).toBeCloseTo(answers[1] as number, 6);
    // A date field writes ISO 8601, which needs no notice.
    expect(typed.warnings.map(({ code, column }) => [column, code])).toEqual([
      ['member', 'adapted'],
      ['code', 'adapted'],
    ]);
  });

  test('reads a file of the other decimal mark by its own, and says so', async () => {
    const { answers, issues } = await score(
      'age;when;member;code\n1.234;05/04/2021;yes;00001\n30.5;05/04/2021;yes;00001\n',
    );
    const [small, usual] = [1.234, 30.5].map((age) =>
      answerTo({ age, when: '05/04/2021', member: 'yes', code: '00001' }),
    );
    expect(answers[0]).toBeCloseTo((await small!).value as number, 6);
    expect(answers[1]).toBeCloseTo((await usual!).value as number, 6);
    expect(issues).toMatchObject([
      { column: 'age', kind: 'adapted', first: [{ text: '1.234', as: '1.234' }] },
    ]);
  });

  test('keeps a bounded number of places', async () => {
    const rows = Array.from({ length: 3000 }, () => 'x;05/04/2021;yes;00001');
    const { issues, events, preview } = await score(`age;when;member;code\n${rows.join('\n')}\n`);
    expect(issues).toMatchObject([{ column: 'age', count: 3000 }]);
    expect(issues[0]!.first.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
    expect(events.filter(({ kind }) => kind === 'preview')).toHaveLength(1);
    expect(preview.rows).toHaveLength(5);
  });

  test('gives every line back as it is', async () => {
    const lines = [
      '"age";when;member;code;other\r\n',
      '30,50;"05/04/2021"; yes ;00001;"say ""hi"""\r\n',
      '31,5;;no;00002;\r\n',
    ];
    const { text, guarded } = await score(lines.join(''));
    const back = text.split('\r\n');
    expect(back[0]).toBe('"age";when;member;code;other;prediction');
    expect(back[1]).toMatch(/^30,50;"05\/04\/2021"; yes ;00001;"say ""hi""";-?[\d.]+$/);
    expect(back[2]).toMatch(/^31,5;;no;00002;;-?[\d.]+$/);
    expect(guarded).toBe(0);
  });

  test('guards formulas unless told not to, and reads what it guarded alike', async () => {
    const csv = 'age;when;member;code;note\n30,5;05/04/2021;yes;00001;=1+1\n';
    const { text, guarded, answers } = await score(csv);
    expect(text).toContain(";'=1+1;");
    expect(guarded).toBe(1);
    expect((await score(text)).answers).toEqual(answers);
    expect((await score(csv, { guard: false })).text).toContain(';=1+1;');
  });
});

describe('a model from before readings were kept, its data gone', () => {
  let old: ModelVersion;
  beforeAll(async () => {
    const { preprocessing } = version.artifact;
    const features = preprocessing.features.map((feature) => {
      const { reading: _, ...before } = { reading: undefined, ...feature };
      return before as typeof feature;
    });
    old = {
      ...version,
      id: newId(),
      recipe: { ...version.recipe, dataset: { ...version.recipe.dataset, id: newId() } },
      artifact: { ...version.artifact, preprocessing: { ...preprocessing, features } },
    };
    await stored((db) => db.versions.put(old));
  });

  test('reads a file as the file itself is written', async () => {
    const { answers, issues } = await score(
      'age;when;member;code\n30,5;25/04/2021;yes;00001\n31,5;26/04/2021;no;00002\n',
      { of: old },
    );
    const [, second] = (await score('age;when;member;code\n1;;;\n31,5;26/04/2021;no;00002\n')).answers;
    expect(issues).toEqual([]);
    expect(answers[1]).toBe(second);
  });

  test('takes a date that could be two as missing, and reports it', async () => {
    const { issues } = await score('age;when;member;code\n30,5;05/04/2021;yes;00001\n', { of: old });
    expect(issues).toMatchObject([{ column: 'when', kind: 'unread', count: 1 }]);
  });
});

/** A judged regression of y on a, and its predictions as a table. */
async function judgedNumbers(yOf: (row: number) => number) {
  const { projectId } = await call(data.createProject, { name: 'Numbers', scenarioId: null });
  const csv = `a,y\n${Array.from({ length: 240 }, (_, row) => `${row},${yOf(row)}`).join('\n')}\n`;
  await call(data.importTable, { projectId, file: new File([csv], 'numbers.csv') });
  await editProject(projectId, async (project) => ({
    ...project,
    data: { ...project.data, ...{ target: 'y', task: 'regression' }, roles: { a: 'feature', y: 'target' } },
  }));
  const recipe = await call(data.draftRecipe, { projectId, family: 'glm' });
  const run = await call(engine.train, { kind: 'new', projectId, recipe, role: 'model', backend: null });
  const judgement = await call(engine.judge, { runId: run.id });
  const file = await call(data.exportPredictions, { judgementId: judgement.id });
  const rows = (await file.text()).trimEnd().split('\r\n').slice(1);
  return { judgement, rows: rows.map((line) => line.split(',').map(Number)) };
}

describe('targets keep all their digits', () => {
  test.each([
    ['whole numbers over 2²⁴', (row: number) => 16_777_217 + 2 * row],
    ['cents of millions', (row: number) => (123_456_789 + row * 101) / 100],
    ['tenths', (row: number) => (229 + row) / 10],
  ])('%s', async (_, yOf) => {
    const { judgement, rows } = await judgedNumbers(yOf);
    expect(rows.map(([, actual]) => actual)).toEqual(rows.map(([row]) => yOf(row! - 1)));
    if (judgement.kind !== 'regression') throw new Error(judgement.kind);
    const known = new Set(rows.map(([, actual]) => actual));
    expect(judgement.residuals.actual.every((value) => known.has(value))).toBe(true);
    const samples = await call(data.samplePredictions, {
      ...{ judgementId: judgement.id, actual: null, predicted: null, limit: 5 },
    });
    for (const { row, actual } of samples) expect(actual).toBe(yOf(row));
  });

  test('errors far smaller than the numbers are measured', async () => {
    const { judgement } = await judgedNumbers((row) => 1e12 + row + (row % 2 ? 0.25 : -0.25));
    expect(judgement.test.metrics['rmse']).toBeGreaterThan(0.2);
    expect(judgement.test.metrics['rmse']).toBeLessThan(1);
  });

  test('a constant one is refused', async () => {
    await expect(judgedNumbers(() => 7)).rejects.toMatchObject({
      fault: { code: 'target_constant', place: { column: 'y' }, params: { value: 7 } },
    });
  });
});

describe('a model of data that steps changed', () => {
  let changed: ModelVersion;
  beforeAll(async () => {
    changed = await visitsVersion(['code', 'junk']);
  });

  test('scores a file without the dropped columns, every row of it', async () => {
    const { answers, issues } = await score('when;age;member\n05/04/2021;1,5;yes\n05/04/2021;99,5;no\n', {
      of: changed,
    });
    expect(answers.every(Number.isFinite)).toBe(true);
    expect(answers).toHaveLength(2);
    expect(issues).toEqual([]);
  });

  test('reports nothing of columns that it does not read', async () => {
    const { issues } = await score('age;when;member;junk;y\n30,5;05/04/2021;yes;none at all;?!\n', {
      of: changed,
    });
    expect(issues).toEqual([]);
  });
});

test('rows with a cell that does not fit have no answer where training left such rows out', async () => {
  const of = await visitsVersion([], { cells: 'drop' });
  const { text, rows, unread, unreadCount, issues } = await score(
    'age;when;member;code\n30,5;05/04/2021;yes;00001\nunknown;31/02/2021;maybe;00001\nNA;;;00002\n',
    { of },
  );
  expect([rows, unreadCount, unread]).toEqual([
    3,
    1,
    [{ row: 2, reason: 'cell', cell: { column: 'age', text: 'unknown' } }],
  ]);
  expect(text.split('\n')[2]).toBe('unknown;31/02/2021;maybe;00001;');
  // What is missing by its own word is missing, and a level that is new is told as before.
  expect(issues.map(({ column, kind }) => [column, kind])).toEqual([['member', 'unseen']]);
  expect(Number(text.split('\n')[3]?.split(';').at(-1))).toBeTypeOf('number');
  expect(text.split('\n')[3]).toMatch(/^NA;;;00002;-?\d/);
});
