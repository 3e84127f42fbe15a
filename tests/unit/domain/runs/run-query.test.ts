// Filtering, ordering and grouping runs: against plain ways of doing the same.
import { describe, expect, it } from 'vitest';
import { annotated } from '../../../../src/contract/model/runs/annotation';
import { smooth } from '../../../../src/domain/curves/smooth';
import { compileExpression } from '../../../../src/domain/expressions/compile';
import { Philox } from '../../../../src/domain/random';
import {
  asExpressionColumns,
  findRuns,
  type RunColumn,
  type RunQuery,
} from '../../../../src/domain/run-table/query';
import { tagCondition, tagsText } from '../../../../src/domain/run-table/tags';

const rows = 3000;
const random = new Philox(7, 1);
const families = ['Boosted trees', 'Dense network 8', 'Dense network 16', 'Élan'];
const tags = Array.from({ length: rows }, () =>
  ['keep', 'keeper', 'old'].filter(() => random.below(4) === 0),
);
const columns = new Map<string, RunColumn>(
  [
    {
      id: 'auc',
      type: 'number' as const,
      values: Array.from({ length: rows }, () => (random.below(5) === 0 ? null : random.below(40) / 40)),
    },
    {
      id: 'family',
      type: 'text' as const,
      values: Array.from({ length: rows }, () => families[random.below(4)]!),
    },
    {
      id: 'tags',
      type: 'text' as const,
      values: tags.map((each) => (each.length > 0 ? tagsText(each) : null)),
    },
  ].map((column) => [column.id, column]),
);
const of = (id: string, row: number) => columns.get(id)!.values[row] ?? null;
const all: RunQuery = { rows, sought: null, condition: null, sort: [], groupsOf: null, best: null };
const noPause = () => Promise.resolve();
const find = (query: Partial<RunQuery>) => findRuns({ ...all, ...query }, noPause);
const condition = (text: string) => ({
  program: compileExpression(text, asExpressionColumns(columns)),
  columns,
});
const every = Array.from({ length: rows }, (_, row) => row);

describe('a query of runs', () => {
  it('keeps the rows that meet text and condition; a missing metric meets none', async () => {
    const { count, groups } = await find({
      condition: condition('auc >= 0.8 and starts_with(family, "Dense")'),
      sought: { text: '16', of: (row) => String(of('family', row)).toLowerCase() },
    });
    const wanted = every.filter(
      (row) => (of('auc', row) as number) >= 0.8 && of('family', row) === 'Dense network 16',
    );
    expect(wanted.length).toBeGreaterThan(20);
    expect(groups).toEqual([{ key: '', rows: wanted, best: null }]);
    expect(count).toBe(wanted.length);
  });

  it('orders by several columns: texts as people read them, missing last in both directions, equal rows as they were', async () => {
    const sort = [
      { column: columns.get('family')!, descending: false },
      { column: columns.get('auc')!, descending: true },
    ];
    const { groups } = await find({ sort });
    const place = new Map(
      ['Boosted trees', 'Dense network 8', 'Dense network 16', 'Élan'].map((name, at) => [name, at]),
    );
    const wanted = every.toSorted((a, b) => {
      const byName = place.get(of('family', a) as string)! - place.get(of('family', b) as string)!;
      const [x, y] = [of('auc', a) as number | null, of('auc', b) as number | null];
      return byName || Number(x === null) - Number(y === null) || (y ?? 0) - (x ?? 0) || a - b;
    });
    expect(groups[0]!.rows).toEqual(wanted);
    const ascending = await find({ sort: [{ column: columns.get('auc')!, descending: false }] });
    expect(of('auc', ascending.groups[0]!.rows.at(-1)!)).toBeNull();
  });

  it('groups by tag: a run stands under each of its own, counted once, with the best of each group', async () => {
    const values = columns.get('auc')!.values as (number | null)[];
    const { count, groups } = await find({
      groupsOf: (row) => (tags[row]!.length > 0 ? tags[row]! : ['']),
      best: { values, higher: false },
    });
    expect(count).toBe(rows);
    for (const { key, rows: own, best } of groups) {
      expect(own).toEqual(
        every.filter((row) => (key === '' ? tags[row]!.length === 0 : tags[row]!.includes(key))),
      );
      const known = own.flatMap((row) => values[row] ?? []);
      expect(values[best!]).toBe(known.reduce((least, value) => Math.min(least, value)));
    }
  });

  it('asks for a tag, not for one that contains it', async () => {
    const { groups } = await find({ condition: condition(tagCondition('tags', ['keep'])) });
    expect(groups[0]!.rows).toEqual(every.filter((row) => tags[row]!.includes('keep')));
    const either = await find({ condition: condition(tagCondition('tags', ['keep', 'old'])) });
    expect(either.count).toBe(
      every.filter((row) => tags[row]!.includes('keep') || tags[row]!.includes('old')).length,
    );
  });

  it('offers its thread again and again, and stops where the pause throws', async () => {
    let pauses = 0;
    await findRuns({ ...all, sort: [{ column: columns.get('auc')!, descending: true }] }, () => {
      pauses += 1;
      return Promise.resolve();
    });
    expect(pauses).toBeGreaterThanOrEqual(rows / 500);
    const stopped = findRuns(all, () => Promise.reject(new Error('asked again')));
    await expect(stopped).rejects.toThrow('asked again');
  });
});

describe('what is noted about a run', () => {
  it('adds and removes tags once each, and is nothing where nothing is left', () => {
    const first = annotated(undefined, { addTags: ['b', 'a', 'b'] });
    expect(first).toEqual({ tags: ['b', 'a'], note: '', pinned: false });
    expect(annotated(first!, { addTags: ['c'], removeTags: ['b'], note: 'why' })).toEqual({
      ...{ tags: ['a', 'c'], note: 'why', pinned: false },
    });
    expect(annotated(first!, { removeTags: ['a', 'b'] })).toBeNull();
    expect(annotated(undefined, { pinned: true })).toEqual({ tags: [], note: '', pinned: true });
  });
});

describe('smoothing', () => {
  it('is a weighted mean of what came before, without a bias towards 0; gaps stay', () => {
    const values = [4, 2, NaN, 8];
    const [w, v] = [0.75, 0.25];
    const wanted = [
      4,
      (w * v * 4 + v * 2) / (w * v + v),
      NaN,
      (w * w * v * 4 + w * v * 2 + v * 8) / (w * w * v + w * v + v),
    ];
    [...smooth(values, w)].forEach((value, at) => {
      if (Number.isNaN(wanted[at])) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(wanted[at]!, 12);
    });
    expect([...smooth(values, 0)]).toEqual(values);
  });
});
