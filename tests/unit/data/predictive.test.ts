// A column that gives the target away is found whatever form it has; a good feature, noise and few rows are left alone.
import { describe, expect, it } from 'vitest';
import type { Task } from '../../../src/contract/model/recipe';
import { collectLabels } from '../../../src/data/preprocess/labels';
import { PowerMeasure } from '../../../src/data/quality/measure-power';
import { lookedAt } from '../../../src/data/quality/one-pass';
import { givenAway } from '../../../src/domain/predictive/given-away';
import { unexplainedRepeats } from '../../../src/domain/predictive/repeats';
import { memoryTable, type TableCells } from './memory-source';

/** A small generator of its own, so that the rows are the same everywhere (Park and Miller 1988). */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
const next = random(7);
const rows = 1200;
const each = <T>(make: (row: number) => T) => Array.from({ length: rows }, (_, row) => make(row));
const noise = each(() => next());

async function measure(cells: TableCells, task: Task, assign = (row: number) => [0, 0, 0, 1, 2][row % 5]!) {
  const table = memoryTable(cells, 500, ['when']);
  const target = table.columns.find(({ name }) => name === 'y')!;
  const { labels, classes } = await collectLabels(table.source, target, task, table.rows);
  const assignment = Uint8Array.from({ length: table.rows }, (_, row) => assign(row));
  const count = (part: number) => assignment.filter((each) => each === part).length;
  const counts = { train: count(0), validation: count(1), test: count(2), excluded: 0 };
  const features = Object.keys(cells);
  const common = { columns: table.columns, features, target: 'y' };
  return lookedAt(table.source, new PowerMeasure({ ...common, labels, classes, assignment, counts }));
}
async function scores(cells: TableCells, task: Task): Promise<Record<string, number>> {
  const { columns } = await measure(cells, task);
  return Object.fromEntries(columns.map(({ name, score }) => [name, score]));
}

describe('the predictive power of one column', () => {
  it.each([0.5, 0.1, 0.02])('finds two classes given away, a share of %s being positive', async (share) => {
    const truth = each(() => (next() < share ? 1 : 0));
    // Rows sorted by the target get an id, and a day, that sort by it too.
    const rank = new Map(
      each((row) => row)
        .sort((a, b) => truth[a]! - truth[b]! || a - b)
        .map((row, at) => [row, at]),
    );
    const found = await scores(
      {
        y: truth.map((value) => (value ? 'bad' : 'good')),
        copy: truth,
        scaled: truth.map((value) => 100 - 7.5 * value),
        shaken: truth.map((value, row) => value + 0.3 * noise[row]!),
        code: truth.map((value, row) => (value ? ['a', 'f'] : ['b', 'c', 'e'])[row % (value ? 2 : 3)]!),
        id: each((row) => 1000 + rank.get(row)!),
        key: each((row) => `C-${rank.get(row)!}`),
        when: each((row) => Date.UTC(2020, 0, 1) + rank.get(row)! * 3_600_000),
        gap: truth.map((value, row) => (value ? null : noise[row]!)),
        noise,
        signal: truth.map((value, row) => value + 2 * noise[row]!),
        constant: each(() => 3),
      },
      'binary',
    );
    for (const name of ['copy', 'scaled', 'shaken', 'code', 'id', 'key', 'when', 'gap'])
      expect(found[name], name).toBeGreaterThanOrEqual(0.99);
    expect(found['noise']).toBeLessThan(0.3);
    expect(found['signal']).toBeLessThan(0.9);
    expect(found['constant']).toBe(0);
    expect(found['y']).toBeUndefined();
  });

  it('finds more classes, and a copy with a few errors', async () => {
    const truth = each((row) => (row * 7 + (row >> 3)) % 5);
    const wrong = (rate: number) => truth.map((value, row) => (noise[row]! < rate ? (value + 2) % 5 : value));
    const found = await scores(
      {
        y: truth.map((value) => 'klmno'[value]!),
        copy: truth.map((value) => value * -3),
        word: truth.map((value) => ['no', 'red', 'x', 'Y', 'z'][value]!),
        slightly: wrong(0.02),
        often: wrong(0.3),
        noise,
      },
      'multiclass',
    );
    for (const name of ['copy', 'word']) expect(found[name], name).toBeGreaterThanOrEqual(0.99);
    expect(found['slightly']).toBeGreaterThanOrEqual(0.95);
    expect(found['slightly']).toBeLessThan(0.99);
    expect(found['often']).toBeLessThan(0.8);
    expect(found['noise']).toBeLessThan(0.2);
  });

  it('finds numbers, whatever their scale and tail', async () => {
    const y = each(() => Math.exp(4 * next() * next()));
    const order = each((row) => row).sort((a, b) => y[a]! - y[b]!);
    const rank = new Map(order.map((row, at) => [row, at]));
    const found = await scores(
      {
        y,
        copy: y,
        scaled: y.map((value) => 32 - 1.8 * value),
        shaken: y.map((value, row) => value * (1 + 0.01 * noise[row]!)),
        logarithm: y.map((value) => Math.log(value)),
        band: each((row) => `band ${Math.floor(rank.get(row)! / 12)}`),
        when: each((row) => rank.get(row)! * 86_400_000),
        related: y.map((value, row) => Math.log(value) + 2 * noise[row]!),
        noise,
      },
      'regression',
    );
    for (const name of ['copy', 'scaled', 'shaken', 'logarithm', 'band', 'when'])
      expect(found[name], name).toBeGreaterThanOrEqual(0.99);
    expect(found['related']).toBeLessThan(0.9);
    expect(found['noise']).toBeLessThan(0.2);
  });

  it('says nothing of too few rows', async () => {
    const y = Array.from({ length: 12 }, (_, row) => (row % 2 ? 'a' : 'b'));
    expect((await measure({ y, copy: y }, 'binary')).columns).toEqual([]);
  });

  it('gives the same on a sample as long as the limit allows, twice', async () => {
    const long = Array.from({ length: 30_000 }, (_, row) => row);
    const cells = { y: long.map((row) => (row < 300 ? 'yes' : 'no')), id: long };
    const first = await measure(cells, 'binary');
    expect(first.rows).toBeGreaterThan(9_000);
    expect(first.rows).toBeLessThan(11_000);
    expect(first.columns[0]!.score).toBeGreaterThanOrEqual(0.99);
    expect(await measure(cells, 'binary')).toEqual(first);
  });
});

describe('repeats', () => {
  it('are natural where there are few combinations, as in votes', async () => {
    const party = each(() => next() < 0.5);
    const vote = () => party.map((left) => (next() < (left ? 0.9 : 0.12) ? 'y' : 'n'));
    const votes = Object.fromEntries(Array.from({ length: 10 }, (_, bill) => [`bill ${bill}`, vote()]));
    const y = party.map((left) => (left ? 'left' : 'right'));
    const cells = { ...votes, y };
    const lines = each((row) =>
      Object.values(votes)
        .map((column) => column[row])
        .join(''),
    );
    const part = (row: number) => [0, 0, 0, 1, 2][row % 5]!;
    const train = new Set(lines.filter((_, row) => part(row) === 0));
    const leakedRows = lines.filter((line, row) => part(row) === 2 && train.has(line)).length;
    expect(leakedRows).toBeGreaterThan(0.05 * (rows / 5));
    const predictive = await measure(cells, 'binary');
    expect(unexplainedRepeats({ leakedRows, predictive })).toBe(0);
  });

  it('are a leak where measured values repeat', async () => {
    const half = rows / 2;
    const first = each((row) => noise[row % half]!);
    const second = each((row) => noise[(row * 7 + 3) % half]! * 3);
    const y = first.map((value, row) => value + second[row]!);
    const { expectedRepeats } = await measure({ first, second, y }, 'regression');
    expect(expectedRepeats).toBeLessThan(12);
    expect(unexplainedRepeats({ leakedRows: 100, predictive: { expectedRepeats } })).toBeGreaterThan(70);
  });
});

describe('the answer for a suspected column', () => {
  const quality = {
    ...{
      requiredCells: 1,
      missingCells: 0,
      duplicateRows: 0,
      conflictingRows: 0,
      leakedRows: 0,
      classCounts: [],
    },
    predictive: {
      ...{ rows: 100, expectedRepeats: 0 },
      columns: [
        { name: 'a', score: 0.96 },
        { name: 'b', score: 1 },
        { name: 'c', score: 0.9 },
      ],
    },
  };
  const answer = { target: 'y', reason: 'measured at the door', name: 'Ann', at: 1 };

  it('is asked from 0.95, and forbids a release from 0.99 until it is given', () => {
    expect(givenAway({ quality }, { target: 'y' })).toEqual([
      { name: 'b', score: 1, answer: null, vetoed: true },
      { name: 'a', score: 0.96, answer: null, vetoed: false },
    ]);
    const [b] = givenAway({ quality }, { target: 'y', knownBefore: { b: answer } });
    expect(b).toEqual({ name: 'b', score: 1, answer, vetoed: false });
  });

  it('counts for its own target only, and with a reason', () => {
    const vetoed = (target: string, given: typeof answer) =>
      givenAway({ quality }, { target, knownBefore: { b: given } })[0]!.vetoed;
    expect(vetoed('z', answer)).toBe(true);
    expect(vetoed('y', { ...answer, reason: ' ' })).toBe(true);
  });
});
