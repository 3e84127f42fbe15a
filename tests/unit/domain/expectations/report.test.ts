// The quality report: what is met and what is not, by the limits that it states, and in the order of what it costs a model.
import { describe, expect, it } from 'vitest';
import type { Associations } from '../../../../src/contract/data/charts/associations';
import type { Column, ColumnProfile } from '../../../../src/contract/data/dataset';
import type { DataFacts } from '../../../../src/domain/expectations/expectation';
import { classEvenness } from '../../../../src/domain/expectations/class-evenness';
import { expectations, qualityReport } from '../../../../src/domain/expectations/registry';

const column = (name: string, categories: string[] = []): Column => ({
  name,
  type: categories.length > 0 ? 'category' : name === 'when' ? 'datetime' : 'number',
  categories,
  shape: null,
});
const profile = (name: string, missing = 0, distinct = 40): ColumnProfile => ({
  ...{ name, missing, distinct, number: null, top: [] },
});

interface Changed {
  quality?: Partial<DataFacts['partition']['quality']>;
  counts?: Partial<DataFacts['partition']['counts']>;
  plan?: Partial<DataFacts['plan']>;
  dataset?: Partial<DataFacts['dataset']>;
  associations?: Associations;
}

function facts({ quality, counts, plan, dataset, associations }: Changed): DataFacts {
  return {
    dataset: {
      ...{ kind: 'table', rows: 5000, noticeCount: 0, notices: [] },
      columns: [column('a'), column('b'), column('city', ['Oslo', 'Rom']), column('y', ['n', 'p'])],
      profiles: [profile('a'), profile('b'), profile('city'), profile('y')],
      ...dataset,
    },
    partition: {
      quality: {
        ...{ requiredCells: 20_000, missingCells: 0, duplicateRows: 0, conflictingRows: 0, leakedRows: 0 },
        classCounts: [2600, 2400],
        parts: { unseen: [], moments: [], shared: [] },
        ...quality,
      },
      counts: { train: 3500, validation: 750, test: 750, excluded: 0, ...counts },
    },
    plan: {
      ...{ target: 'y', roles: { y: 'target' } },
      split: { kind: 'random', train: 0.7, validation: 0.15, test: 0.15, seed: 1 },
      ...plan,
    },
    associations: associations ?? null,
    now: Date.parse('2026-06-15T12:00:00Z'),
  };
}

const failing = (changed: Changed) => qualityReport(facts(changed)).failing;
const ids = (changed: Changed) => failing(changed).map(({ kind }) => kind.id);

describe('the quality report', () => {
  it('names every kind once', () => {
    expect(new Set(expectations.map(({ id }) => id)).size).toBe(expectations.length);
  });

  it('says of sound data what is met, and nothing of what cannot be said', () => {
    const { failing: unmet, met } = qualityReport(facts({}));
    expect(unmet).toEqual([]);
    expect(met.map(({ kind }) => kind.id)).toEqual([
      ...['leaks', 'index-columns', 'conflicts', 'new-levels', 'level-spellings', 'cell-types', 'missing'],
      ...['duplicates', 'excluded', 'balance', 'constant'],
    ]);
  });

  it('holds by the limits it states: duplicates up to 5 %, a column’s gaps up to 20 %, evenness from 80 %', () => {
    expect(ids({ quality: { duplicateRows: 250 } })).toEqual([]);
    expect(failing({ quality: { duplicateRows: 251 } })).toMatchObject([
      { kind: { id: 'duplicates' }, tone: 'bad', count: 251, share: 0.0502 },
    ]);
    const gaps = (missing: number) => ({ dataset: { profiles: [profile('a', missing), profile('b', 3)] } });
    expect(ids(gaps(1000))).toEqual([]);
    expect(failing(gaps(1001))).toMatchObject([
      {
        ...{ kind: { id: 'missing' }, count: 1001, columns: ['a'] },
        place: { kind: 'filter', condition: { kind: 'missing', column: 'a' } },
      },
    ]);
    expect(ids({ quality: { classCounts: [4000, 1000] } })).toEqual(['balance']);
  });

  it('opens rows that hold as well, where there are some', () => {
    const { met } = qualityReport(facts({ quality: { duplicateRows: 20 } }));
    expect(met.find(({ kind }) => kind.id === 'duplicates')).toMatchObject({
      ...{ count: 20, share: 0.004, place: { kind: 'rows', of: 'duplicates' } },
    });
  });

  it('puts first what makes results untrue, then what is learnt wrongly, then lost rows, then the rest', () => {
    expect(
      ids({
        quality: { leakedRows: 90, conflictingRows: 3, duplicateRows: 900, classCounts: [4500, 500] },
        counts: { excluded: 40 },
        dataset: { noticeCount: 7, notices: [] },
      }),
    ).toEqual(['leaks', 'conflicts', 'cell-types', 'duplicates', 'excluded', 'balance']);
  });

  it('counts columns that give the target away from 0.8 on until somebody answers', () => {
    const predictive = (score: number) => ({
      predictive: { rows: 700, columns: [{ name: 'a', score }], expectedRepeats: 60 },
    });
    expect(ids({ quality: predictive(0.799) })).toEqual([]);
    expect(failing({ quality: predictive(0.8) })).toMatchObject([{ tone: 'warn', columns: ['a'] }]);
    expect(failing({ quality: predictive(1) })).toMatchObject([{ tone: 'bad', columns: ['a'] }]);
    const answer = (reason: string) => ({ a: { target: 'y', reason, name: 'Ann', at: 1 } });
    expect(ids({ quality: predictive(1), plan: { knownBefore: answer('known') } })).toEqual([]);
    expect(ids({ quality: predictive(1), plan: { knownBefore: answer(' ') } })).toEqual(['given-away']);
  });

  it('tells repeats that chance explains from leaks', () => {
    const predictive = { rows: 700, columns: [], expectedRepeats: 60 };
    expect(ids({ quality: { leakedRows: 90, predictive } })).toEqual(['repeats']);
    expect(ids({ quality: { leakedRows: 900, predictive } })).toEqual(['leaks']);
  });

  it('opens what the parts share or lack', () => {
    const unseen = [
      { column: 'city', count: 1, rows: 4, levels: ['Rom'] },
      { column: 'b', count: 2, rows: 30, levels: ['x', 'z'] },
    ];
    const shared = [{ column: 'who', rows: 60 }];
    const columns = [column('city', ['Rom']), column('who'), column('y', ['n', 'p'])];
    const found = failing({
      quality: { parts: { unseen, shared, moments: [] } },
      dataset: { columns },
      plan: { roles: { who: 'identifier' } },
    });
    expect(found).toMatchObject([
      { kind: { id: 'shared-identifiers' }, count: 60, share: 0.08, place: { kind: 'column', name: 'who' } },
      {
        ...{ kind: { id: 'new-levels' }, count: 34, columns: ['b', 'city'] },
        place: { condition: { kind: 'levels', column: 'b', levels: ['x', 'z'] } },
      },
    ]);
  });

  it('asks for later rows in test, of the column of the split where time divides, of none that is a birthday', () => {
    const moments = [{ column: 'when', trainLast: 900, testFirst: 300 }];
    const parts = (column = 'when') => ({
      quality: { parts: { unseen: [], shared: [], moments: [{ ...moments[0]!, column }] } },
    });
    expect(failing(parts())).toMatchObject([
      {
        kind: { id: 'date-order' },
        place: { condition: { kind: 'range', column: 'when', low: 300, high: 900 } },
      },
    ]);
    expect(ids(parts('birthday'))).toEqual([]);
    const split = {
      kind: 'time',
      column: 'sold',
      train: 0.7,
      validation: 0.15,
      test: 0.15,
      seed: 1,
    } as const;
    expect(ids({ ...parts(), plan: { split } })).toEqual([]);
  });

  it('names of two features that say the same the one that says less of the target', () => {
    const pair = { one: 0, other: 1, rows: 900, kind: 'numbers', pearson: -0.93, spearman: 0.2 } as const;
    const associations = {
      ...{ columns: ['a', 'b'], pairs: [pair], spreads: [], rows: 900, wholeRows: true, wholeColumns: true },
    };
    const columns = [
      { name: 'a', score: 0.1 },
      { name: 'b', score: 0.3 },
    ];
    const quality = { predictive: { rows: 700, columns, expectedRepeats: 0 } };
    expect(failing({ associations, quality })).toMatchObject([
      { kind: { id: 'same-columns' }, columns: ['a'], place: { kind: 'charts' } },
    ]);
    expect(ids({ associations, plan: { roles: { b: 'ignored' } } })).toEqual([]);
  });

  it('finds features of one value, row numbers, and spellings of one level', () => {
    const number = {
      ...{ min: 1, max: 5000, mean: 2500, stdDev: 9, q25: 1, median: 2, q75: 3, whole: true },
      histogram: { edges: [1, 5000], counts: [5000] },
    };
    const columns = [column('a'), column('b'), column('city', ['rom', 'Rom ']), column('y', ['n', 'p'])];
    const profiles = [profile('a', 0, 1), { ...profile('b', 0, 5000), number }];
    expect(ids({ dataset: { columns, profiles } })).toEqual(['index-columns', 'level-spellings', 'constant']);
  });
});

it('finds what is past its last day, of columns that are learnt from, or of all where the data is', () => {
  const said = (data: string | undefined, a: string, b: string) => ({
    plan: {
      roles: { b: 'ignored' as const },
      dictionary: { data: data ? { expires: data } : {}, columns: { a: { expires: a }, b: { expires: b } } },
    },
  });
  expect(ids(said(undefined, '2026-06-15', '2020-01-01'))).toEqual([]);
  expect(failing(said(undefined, '2026-06-14', '2020-01-01'))).toMatchObject([
    { kind: { id: 'shelf-life' }, columns: ['a'], count: 1 },
  ]);
  expect(failing(said('2026-01-01', '2027-01-01', '2027-01-01'))).toMatchObject([{ columns: ['a', 'city'] }]);
});

describe('classEvenness', () => {
  it('is H / ln K', () => {
    expect(classEvenness([50, 50])).toBeCloseTo(1, 12);
    // H(0.75, 0.25) = 0.562335 nat; ln 2 = 0.693147
    expect(classEvenness([75, 25])).toBeCloseTo(0.811278, 6);
    expect(classEvenness([7, 0, 0])).toBeNull();
  });
});
