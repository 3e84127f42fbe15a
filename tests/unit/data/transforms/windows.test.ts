// Windows of the expression language, against pandas (scripts/golden/table-steps.py) and by hand; what is wrong with one is told with its character.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../src/contract/data/dataset';
import { stepOf } from '../../../../src/contract/data/transform';
import { cellAt } from '../../../../src/data/columns/registry';
import { sourceRows } from '../../../../src/data/table/rows';
import { afterSteps, collected } from '../../../../src/data/transforms/run-steps';
import { openScoring, scoredRows } from '../../../../src/data/transforms/scored-rows';
import { compileExpression } from '../../../../src/domain/expressions/compile';
import { ExpressionError } from '../../../../src/domain/expressions/expression';
import { memoryTable, type TableCells } from '../memory-source';

const golden = JSON.parse(readFileSync('tests/fixtures/golden/table-steps.json', 'utf8')) as {
  table: TableCells;
  windows: Record<string, (number | null)[]>;
};

async function derive(cells: TableCells, expression: string, groupRows = 7) {
  const { columns, source } = memoryTable(cells, groupRows);
  const { rows, steps } = await afterSteps(sourceRows(source, columns), [
    stepOf('derive-column', { column: 'made', expression }),
  ]);
  const { rows: count, values } = await collected(rows);
  const [column, made] = [rows.columns.at(-1)!, values.at(-1)!];
  const found = Array.from({ length: count }, (_, row): Cell => cellAt(column, made, row));
  return { found, column, steps, columns };
}

describe('against pandas', () => {
  it.each([
    ['mean_by', 'mean(x) over (by kind)'],
    ['sum3', 'sum(x) over (by kind order by day rows 3)'],
    ['running', 'sum(x) over (by kind order by day)'],
    ['lag2', 'lag(x, 2) over (by kind order by day)'],
    ['lead1', 'lead(x) over (by kind order by day)'],
    ['row_number', 'row_number() over (by kind order by day)'],
    ['rank', 'rank() over (by kind order by day)'],
    ['median5', 'median(x) over (by kind order by day rows 5)'],
    ['sd4', 'SD(x) OVER (BY kind ORDER BY day ASC ROWS 4)'],
  ])('%s', async (name, expression) => {
    const { found } = await derive(golden.table, expression);
    golden.windows[name]!.forEach((expected, row) => {
      const cell = found[row] ?? null;
      if (expected === null || cell === null) expect([row, cell]).toEqual([row, expected]);
      else
        expect(Math.abs(Number(cell) - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    });
  });
});

describe('a window', () => {
  const table = { who: ['a', 'b', 'a', null, 'b'], x: [1, 2, null, 4, 5], t: [3, 1, 1, 2, 2] };

  it('is part of any expression: a share of the group', async () => {
    const { found } = await derive(table, 'if(is_missing(who), missing, x / sum(x) over (by who))');
    expect(found).toEqual([1, 2 / 7, null, null, 5 / 7]);
  });

  it('gives texts as levels, and counts and names rows', async () => {
    const { found, column } = await derive(table, 'lag(who) over (order by t)');
    expect([found, column.type, column.categories]).toEqual([
      ['b', null, 'b', 'a', null],
      'category',
      ['a', 'b'],
    ]);
    expect((await derive(table, 'count(x) over ()')).found).toEqual([4, 4, 4, 4, 4]);
    expect((await derive(table, 'distinct(who) over (order by t desc)')).found).toEqual([1, 2, 2, 1, 2]);
    expect((await derive(table, 'first(x) over (by who order by t)')).found).toEqual([1, 2, null, 4, 2]);
  });

  it('keeps the last row of each group', async () => {
    const { columns, source } = memoryTable(table, 2);
    const { rows } = await afterSteps(sourceRows(source, columns), [
      stepOf('keep-where', { expression: 'row_number() over (by who order by t desc) = 1' }),
    ]);
    expect(await collected(rows)).toMatchObject({
      rows: 3,
      values: [{ codes: Int32Array.of(0, -1, 1) }, {}, {}],
    });
  });

  it('is not computed where rows are scored: their file has the column', async () => {
    const { steps, columns } = await derive(table, 'mean(x) over (by who)');
    const scored = scoredRows(columns, steps);
    expect(scored.columns.map(({ name }) => name)).toEqual(['who', 'x', 't', 'made']);
    expect(openScoring(scored.steps, scored.columns).columns).toEqual(scored.columns);
  });

  it('is the same whatever the groups of rows', async () => {
    const column = fc.array(fc.option(fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(column, fc.integer({ min: 1, max: 8 }), async (x, groupRows) => {
        const cells = { x, g: x.map((value) => (value === null ? null : value % 2)) };
        const expression = 'sum(x) over (by g rows 3) + row_number() over (order by x)';
        const [one, other] = [
          await derive(cells, expression, groupRows),
          await derive(cells, expression, 99),
        ];
        expect(one.found).toEqual(other.found);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is wrong is told with its character', () => {
  const columns = new Map([
    ['x', { type: 'number' as const }],
    ['who', { type: 'text' as const }],
    ['over', { type: 'number' as const }],
  ]);
  it.each([
    ['1 + sum(x)', 'window_needed', 4],
    ['sum(lag(x) over ()) over ()', 'window_nested', 4],
    ['rank() over (by who)', 'window_order', 0],
    ['sum(x) over (rows 0)', 'window_rows', 18],
    ['sum(x) over (rows 1001)', 'window_rows', 18],
    ['lag(x, x) over ()', 'window_rows', 7],
    ['median(x) over (order by x)', 'window_needs_rows', 0],
    ['sum(who) over ()', 'argument_type', 4],
    ['row_number(x) over ()', 'argument_count', 0],
    ['abs(x) over ()', 'unknown_function', 0],
    ['sum(x) over (by city)', 'unknown_column', 16],
    ['sum(x) over (order x)', 'unexpected', 19],
    ['sum(x) over (x)', 'unexpected', 13],
    ['sum(x) over (by x', 'unclosed', 17],
    ['sum(x) over', 'unclosed', 11],
  ])('%s', (text, problem, at) => {
    let thrown: unknown = null;
    try {
      compileExpression(text, columns);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ExpressionError);
    if (thrown instanceof ExpressionError) expect([thrown.problem, thrown.span.at]).toEqual([problem, at]);
  });

  it('and its words are columns elsewhere', () => {
    expect(compileExpression('over + min(x, over)', columns).windows).toEqual([]);
    expect(compileExpression('max(over) over (by over)', columns).columns).toEqual(['over']);
  });
});
