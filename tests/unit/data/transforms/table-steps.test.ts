// Steps over several columns and over the set of rows, against pandas (scripts/golden/table-steps.py) and by hand.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Cell, Column } from '../../../../src/contract/data/dataset';
import { stepOf, type StepOf, type TransformId } from '../../../../src/contract/data/transform';
import { cellAt } from '../../../../src/data/columns/registry';
import { sourceRows, type Rows } from '../../../../src/data/table/rows';
import { afterSteps, collected } from '../../../../src/data/transforms/run-steps';
import { openScoring, scoredRows } from '../../../../src/data/transforms/scored-rows';
import { memoryTable, type TableCells } from '../memory-source';
import { faultOf } from '../read';

interface Golden {
  table: Record<string, (number | string | null)[]>;
  group: Record<string, (number | null)[]> & { keys: (string | null)[] };
  pivot: { rows: string[]; levels: string[]; cells: (number | null)[][] };
  melt: { names: string[]; values: (number | null)[] };
  edges: { width: number[]; quantile: number[] };
  bins: (number | null)[];
  outliers: { iqr: [number, number]; robustZ: [number, number] };
  filled: (number | null)[];
  sorted: number[];
}
const golden = JSON.parse(readFileSync('tests/fixtures/golden/table-steps.json', 'utf8')) as Golden;

function rowsOf(cells: TableCells, groupRows = 7): Rows {
  const { columns, source } = memoryTable(cells, groupRows);
  return sourceRows(source, columns);
}

async function run(rows: Rows, ...steps: StepOf<TransformId>[]) {
  const after = await afterSteps(rows, steps);
  const batch = await collected(after.rows);
  const names = after.rows.columns.map(({ name }) => name);
  const of = (name: string): Cell[] => {
    const at = names.indexOf(name);
    return Array.from({ length: batch.rows }, (_, row) =>
      cellAt(after.rows.columns[at]!, batch.values[at]!, row),
    );
  };
  return { ...after, names, of, count: batch.rows };
}

function close(found: readonly Cell[], expected: readonly Cell[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((cell, at) => {
    const other = expected[at] ?? null;
    if (typeof other === 'number' && typeof cell === 'number')
      expect(Math.abs(cell - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));
    else expect(cell).toEqual(other);
  });
}

const table = () => rowsOf(golden.table as TableCells);
const aggregates = [
  'count',
  'distinct',
  'sum',
  'mean',
  'median',
  'min',
  'max',
  'sd',
  'first',
  'last',
] as const;

describe('against pandas', () => {
  it('groups and aggregates, a missing key as a group of its own', async () => {
    const values = aggregates.map((of) => ({ column: 'x', of }));
    const { of } = await run(table(), stepOf('group-rows', { by: ['city'], values }));
    expect(of('city')).toEqual(golden.group.keys);
    for (const each of aggregates) close(of(`x_${each}`), golden.group[each]!);
  });

  it('pivots', async () => {
    const step = stepOf('pivot', { rows: ['kind'], column: 'city', value: 'x', of: 'mean' });
    const { names, of } = await run(table(), step);
    expect(names).toEqual(['kind', ...golden.pivot.levels]);
    expect(of('kind')).toEqual(golden.pivot.rows);
    golden.pivot.levels.forEach((level, at) =>
      close(
        of(level),
        golden.pivot.cells.map((row) => row[at] ?? null),
      ),
    );
  });

  it('unpivots', async () => {
    const { names, of } = await run(
      table(),
      stepOf('derive-column', { column: 'y', expression: 'x * 2' }),
      stepOf('drop-columns', { columns: ['city', 'kind'] }),
      stepOf('unpivot', { columns: ['x', 'y'], names: 'what', values: 'value' }),
    );
    expect(names).toEqual(['day', 'what', 'value']);
    expect(of('what')).toEqual(golden.melt.names);
    close(of('value'), golden.melt.values);
  });

  it('cuts into bins of equal width, of equal size and at edges', async () => {
    const bin = async (at: 'width' | 'quantile', bins: number) => {
      const { steps, of } = await run(
        table(),
        stepOf('bin-numbers', { column: 'x', to: 'bin', cut: { kind: at, bins } }),
      );
      const [step] = steps;
      return { edges: step?.step === 'bin-numbers' ? (step.params.learnt?.edges ?? []) : [], of };
    };
    close((await bin('width', 5)).edges, golden.edges.width);
    const { edges, of } = await bin('quantile', 4);
    close(edges, golden.edges.quantile);
    const levels = [
      `< ${edges[0]}`,
      `[${edges[0]}, ${edges[1]})`,
      `[${edges[1]}, ${edges[2]})`,
      `≥ ${edges[2]}`,
    ];
    expect(of('bin')).toEqual(golden.bins.map((code) => (code === null ? null : levels[code])));
  });

  it('drops outliers by quartiles and by robust z', async () => {
    const kept = ([low, high]: [number, number]) =>
      golden.table['x']!.filter((x) => x === null || (Number(x) >= low && Number(x) <= high));
    const iqr = await run(
      table(),
      stepOf('drop-outliers', { column: 'x', by: { kind: 'iqr', factor: 0.5 } }),
    );
    expect(iqr.of('x')).toEqual(kept(golden.outliers.iqr));
    const z = await run(
      table(),
      stepOf('drop-outliers', { column: 'x', by: { kind: 'robust-z', limit: 1.2 } }),
    );
    expect(z.of('x')).toEqual(kept(golden.outliers.robustZ));
    expect([iqr.count < 60, z.count < iqr.count || z.count < 60]).toEqual([true, true]);
  });

  it('fills by group', async () => {
    const { of } = await run(table(), stepOf('fill-by-group', { column: 'x', by: ['kind'], of: 'median' }));
    close(of('x'), golden.filled);
  });

  it('sorts by several columns, stable, what is missing last in either order', async () => {
    const by = [
      { column: 'city', order: 'ascending' as const },
      { column: 'x', order: 'descending' as const },
    ];
    const { of } = await run(table(), stepOf('sort-rows', { by }));
    for (const name of ['city', 'kind', 'day', 'x'])
      expect(of(name)).toEqual(golden.sorted.map((row) => golden.table[name]![row]));
  });
});

describe('a sample', () => {
  const cells = {
    id: Array.from({ length: 100 }, (_, row) => row),
    kind: Array.from({ length: 100 }, (_, row) => (row % 10 === 0 ? 'rare' : 'common')),
  };
  const sample = (
    size: { kind: 'rows'; count: number } | { kind: 'share'; share: number },
    seed: number,
    by?: string,
  ) =>
    run(
      rowsOf(cells),
      stepOf('sample-rows', { size, seed, within: by ? { kind: 'column', column: by } : { kind: 'all' } }),
    );

  it('has exactly so many rows, each once, in their order; the same for a seed, others for another', async () => {
    const one = await sample({ kind: 'rows', count: 30 }, 1);
    const ids = one.of('id') as number[];
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids.length).toBe(30);
    expect((await sample({ kind: 'rows', count: 30 }, 1)).of('id')).toEqual(ids);
    expect((await sample({ kind: 'rows', count: 30 }, 2)).of('id')).not.toEqual(ids);
    expect((await sample({ kind: 'share', share: 0.25 }, 1)).count).toBe(25);
    expect((await sample({ kind: 'rows', count: 1000 }, 1)).count).toBe(100);
  });

  it('takes the same share of each level where it is stratified', async () => {
    const kinds = (await sample({ kind: 'share', share: 0.2 }, 3, 'kind')).of('kind');
    expect([kinds.length, kinds.filter((kind) => kind === 'rare').length]).toEqual([20, 2]);
  });
});

describe('columns', () => {
  const rows = () =>
    rowsOf({ name: ['Ada Byron King', 'Kurt', null, 'Emmy  Noether'], n: [1, 2, null, 4] }, 2);

  it('are split at a separator, the last part taking the rest', async () => {
    const { of } = await run(
      rows(),
      stepOf('split-column', {
        column: 'name',
        by: { kind: 'separator', separator: ' ' },
        into: ['first', 'last'],
      }),
    );
    expect(of('first')).toEqual(['Ada', 'Kurt', null, 'Emmy']);
    expect(of('last')).toEqual(['Byron King', null, null, 'Noether']);
  });

  it('are split by widths, in characters', async () => {
    const codes = rowsOf({ code: ['😀b12', 'cd', null] });
    const { of } = await run(
      codes,
      stepOf('split-column', { column: 'code', by: { kind: 'widths', widths: [2, 3] }, into: ['a', 'b'] }),
    );
    expect([of('a'), of('b')]).toEqual([
      ['😀b', 'cd', null],
      ['12', null, null],
    ]);
  });

  it('are joined, leaving out what is missing', async () => {
    const { of } = await run(
      rows(),
      stepOf('join-columns', { columns: ['n', 'name'], separator: '-', to: 'key' }),
    );
    expect(of('key')).toEqual(['1-Ada Byron King', '2-Kurt', null, '4-Emmy  Noether']);
  });
});

describe('rows that are scored', () => {
  it('get the bins and the values that were learnt, also beyond what was seen', async () => {
    const { columns, steps } = {
      columns: rowsOf({ x: [1] }).columns,
      ...(await run(
        rowsOf({ x: [1, 2, 3, 4, 5] }),
        stepOf('bin-numbers', { column: 'x', to: 'x bin', cut: { kind: 'width', bins: 2 } }),
      )),
    };
    const opened = openScoring(steps, columns);
    const scored = opened.apply({
      firstRow: 0,
      rows: 3,
      values: [{ type: 'number', values: Float64Array.of(-99, 3, 1e9) }],
    });
    expect(scored.values[1]).toEqual({ type: 'category', codes: Int32Array.of(0, 1, 1) });
  });

  it('are neither sorted, sampled nor dropped', async () => {
    const rows = rowsOf({ x: [5, 1, 100, 2, 3] });
    const { steps } = await run(
      rows,
      stepOf('sort-rows', { by: [{ column: 'x', order: 'ascending' }] }),
      stepOf('drop-outliers', { column: 'x', by: { kind: 'iqr', factor: 1.5 } }),
      stepOf('sample-rows', { size: { kind: 'rows', count: 2 }, within: { kind: 'all' }, seed: 1 }),
    );
    const batch = {
      firstRow: 0,
      rows: 2,
      values: [{ type: 'number' as const, values: Float64Array.of(1e9, 0) }],
    };
    expect(openScoring(steps, rows.columns).apply(batch)).toEqual(batch);
  });
});

describe('a file of rows to score', () => {
  const names = (columns: readonly Column[]) => columns.map(({ name }) => name);

  it('has the columns after the last step that makes rows of another kind, and goes through the steps behind it', async () => {
    const rows = table();
    const { steps } = await run(
      rows,
      stepOf('clip-values', { column: 'x', to: { kind: 'least', low: 0 } }),
      stepOf('group-rows', { by: ['kind'], values: [{ column: 'x', of: 'mean' }] }),
      stepOf('sort-rows', { by: [{ column: 'kind', order: 'descending' }] }),
      stepOf('bin-numbers', { column: 'x_mean', to: 'level', cut: { kind: 'width', bins: 2 } }),
    );
    const scored = scoredRows(rows.columns, steps);
    expect(names(scored.columns)).toEqual(['kind', 'x_mean']);
    expect(scored.steps.map(({ step }) => step)).toEqual(['sort-rows', 'bin-numbers']);
    expect(names(openScoring(scored.steps, scored.columns).columns)).toEqual(['kind', 'x_mean', 'level']);
  });

  it('is as the opened table where no step makes other rows', async () => {
    const rows = table();
    const { steps } = await run(rows, stepOf('fill-by-group', { column: 'x', by: ['kind'], of: 'median' }));
    expect(scoredRows(rows.columns, steps)).toEqual({ columns: rows.columns, steps });
  });
});

describe('limits', () => {
  it('refuses a pivot of more than a thousand levels, by name', async () => {
    const level = Array.from({ length: 1001 }, (_, row) => `level ${row}`);
    const step = stepOf('pivot', { rows: ['id'], column: 'level', value: null, of: 'count' });
    expect(
      await faultOf(run(rowsOf({ id: level.map((_, row) => row % 3), level }, 500), step)),
    ).toMatchObject({
      code: 'groups_excessive',
      place: { column: 'level' },
      params: { limit: 1000 },
    });
  });

  it.each([
    stepOf('group-rows', { by: ['x'], values: [{ column: 'name', of: 'mean' }] }),
    stepOf('group-rows', { by: ['x'], values: [{ column: null, of: 'sum' }] }),
    stepOf('bin-numbers', { column: 'name', to: 'b', cut: { kind: 'width', bins: 3 } }),
    stepOf('bin-numbers', { column: 'x', to: 'b', cut: { kind: 'edges', edges: [2, 1] } }),
    stepOf('split-column', { column: 'name', by: { kind: 'separator', separator: ' ' }, into: ['x'] }),
    stepOf('unpivot', { columns: ['x'], names: 'name', values: 'v' }),
    stepOf('fill-by-group', { column: 'name', by: ['x'], of: 'mean' }),
  ])('refuses what does not fit: %j', async (step) => {
    expect(await faultOf(run(rowsOf({ x: [1, 2], name: ['a', 'b'] }), step))).toMatchObject({
      code: 'input_invalid',
    });
  });
});
