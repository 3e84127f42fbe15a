// Whatever the table and however its rows are grouped: a list of steps gives the same bytes each time.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepOf, type StepOf, type TransformId } from '../../../../src/contract/data/transform';
import { encodeRowGroup } from '../../../../src/data/rows/row-group';
import { orderedRows } from '../../../../src/data/table/ordered';
import { sourceRows, type Rows } from '../../../../src/data/table/rows';
import { afterSteps, collected, rowsReading } from '../../../../src/data/transforms/run-steps';
import { memoryTable, type TableCells } from '../memory-source';

function rowsOf(cells: TableCells, groupRows: number): Rows {
  const { columns, source } = memoryTable(cells, groupRows);
  return sourceRows(source, columns);
}

const column = fc.array(fc.option(fc.integer({ min: -5, max: 5 })), { minLength: 1, maxLength: 40 });

it('rows in another order are the same rows, in waves of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      column,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      async (x, groupRows, wave) => {
        const rows = rowsOf({ x }, groupRows);
        const order = Uint32Array.from(x.keys()).reverse();
        const batch = await collected(orderedRows(rows, order, wave));
        const expected = Float64Array.from(x, (value) => value ?? NaN).reverse();
        expect(batch.values[0]).toEqual({ type: 'number', values: expected });
      },
    ),
  );
});

it('gives the same bytes each time, and whatever the groups it reads', async () => {
  const bytesOf = async (rows: Rows, steps: StepOf<TransformId>[]) => {
    const parts: Uint8Array[] = [];
    for await (const { rows: count, values } of rowsReading((await afterSteps(rows, steps)).rows).groups())
      parts.push(encodeRowGroup(count, values));
    return parts;
  };
  await fc.assert(
    fc.asyncProperty(column, fc.integer({ min: 1, max: 9 }), async (x, groupRows) => {
      const cells = { x, y: x.map((value) => (value === null ? null : value % 3)) };
      const steps = [
        stepOf('fill-by-group', { column: 'x', by: ['y'], of: 'mean' }),
        stepOf('sort-rows', { by: [{ column: 'y', order: 'descending' }] }),
        stepOf('group-rows', {
          by: ['y'],
          values: [
            { column: 'x', of: 'sum' },
            { column: null, of: 'count' },
          ],
        }),
      ];
      const first = await bytesOf(rowsOf(cells, groupRows), steps);
      expect(await bytesOf(rowsOf(cells, groupRows), steps)).toEqual(first);
      expect(await bytesOf(rowsOf(cells, 50), steps)).toEqual(first);
      // What was learnt gives the same without being learnt again.
      const learnt = (await afterSteps(rowsOf(cells, groupRows), steps)).steps;
      expect(await bytesOf(rowsOf(cells, groupRows), learnt)).toEqual(first);
    }),
    { numRuns: 40 },
  );
});
