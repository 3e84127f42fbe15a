// What people expect of columns: which rows fail, over groups of three rows, and what cannot be asked.
import { describe, expect, it } from 'vitest';
import type { OwnExpectation, OwnRule } from '../../../src/contract/data/quality/own-expectation';
import { allRows } from '../../../src/contract/data/row-view';
import { checkOwn } from '../../../src/data/expectations/check-own';
import { filteredRows } from '../../../src/data/view/filter-rows';
import { memoryTable } from './memory-source';

const table = () =>
  memoryTable(
    {
      age: [17, 18, null, 99, 100, 18, 42],
      city: ['Oslo', 'Rom', 'oslo', null, 'Rom', 'Bern', 'Rom'],
      code: ['AB-12', 'AB-1', 'CD-34', 'AB-12', 'x', null, 'EF-56'],
      when: [10, 20, 30, 40, null, 60, 70],
    },
    3,
    ['when'],
  );

const rules: [string, OwnRule, number[]][] = [
  ['age', { kind: 'range', low: 18, high: 99 }, [0, 4]],
  ['age', { kind: 'range', low: null, high: 42 }, [3, 4]],
  ['when', { kind: 'range', low: 25, high: null }, [0, 1]],
  ['city', { kind: 'set', values: ['Oslo', 'Rom'] }, [2, 5]],
  ['code', { kind: 'pattern', pattern: '[A-Z]{2}-\\d\\d' }, [1, 4]],
  ['code', { kind: 'unique' }, [3]],
  ['age', { kind: 'unique' }, [5]],
  ['city', { kind: 'present' }, [3]],
];

describe('an expectation', () => {
  it.each(rules)('of %s: %o', async (column, rule, rows) => {
    const { source, columns } = table();
    const { signal } = new AbortController();
    const checks = await checkOwn(source, columns, [{ id: 'a', column, rule }], signal);
    expect(checks).toEqual({
      rows: 7,
      results: [{ id: 'a', failed: rows.length }],
      failedRows: rows.length,
    });
    const view = { ...allRows, conditions: [{ kind: 'unmet' as const, column, rule }] };
    expect([...(await filteredRows(source, columns, view, signal))]).toEqual(rows);
  });

  it('counts a row once that fails several, and says what cannot be asked', async () => {
    const { source, columns } = table();
    const asked: OwnExpectation[] = [
      { id: 'range', column: 'age', rule: { kind: 'range', low: 18, high: 99 } },
      { id: 'present', column: 'when', rule: { kind: 'present' } },
      { id: 'gone', column: 'height', rule: { kind: 'present' } },
      { id: 'unfit', column: 'city', rule: { kind: 'range', low: 1, high: 2 } },
      { id: 'broken', column: 'city', rule: { kind: 'pattern', pattern: '(a' } },
    ];
    const { results, failedRows } = await checkOwn(source, columns, asked, new AbortController().signal);
    expect(Object.fromEntries(results.map(({ id, failed }) => [id, failed]))).toEqual({
      ...{ range: 2, present: 1, gone: null, unfit: null, broken: null },
    });
    expect(failedRows).toBe(2);
  });
});
