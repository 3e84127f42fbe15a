// The map of rows, held to scikit-learn's PCA (scripts/golden/principal.py) to 1e-9, and the filter by a part of it.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allRows, mapColumn } from '../../../src/contract/data/row-view';
import type { ChartTable } from '../../../src/data/charts/chart';
import { symmetricEigen } from '../../../src/data/charts/map/principal';
import { fitRowsMap, placesOn } from '../../../src/data/charts/map/rows-map';
import { chart } from '../../../src/data/charts/map/chart';
import { filteredRows } from '../../../src/data/view/filter-rows';
import { memoryTable, type TableCells } from './memory-source';

const golden = JSON.parse(readFileSync('tests/fixtures/golden/principal.json', 'utf8')) as {
  cells: TableCells;
  shares: number[];
  components: number[][];
  places: [number, number][];
};
const never = new AbortController().signal;

function tableOf(cells: TableCells, groupRows: number): ChartTable {
  const { source, columns } = memoryTable(cells, groupRows);
  const table: ChartTable = {
    source,
    columns,
    profiles: [],
    rows: null,
    mapOf: (names, signal) => fitRowsMap(table, names, signal),
  };
  return table;
}
const names = Object.keys(golden.cells);

test.each([7, 50, 1000])('in groups of %i rows it is that of scikit-learn', async (groupRows) => {
  const table = tableOf(golden.cells, groupRows);
  const map = (await fitRowsMap(table, names, never))!;
  expect(map.dimensions.map(({ column, level }) => level ?? column)).toEqual([
    'income',
    'rooms',
    'noise',
    'Bonn',
    'Köln',
    'Trier',
    'big',
    'small',
  ]);
  map.shares.forEach((share, place) => expect(share).toBeCloseTo(golden.shares[place]!, 10));
  map.components.forEach((component, place) =>
    component.forEach((weight, dimension) =>
      expect(weight).toBeCloseTo(golden.components[place]![dimension]!, 9),
    ),
  );
  let row = 0;
  for (const [index, group] of table.source.groups.entries()) {
    const values = await table.source.read(index, new Set(names));
    const placeOf = placesOn(map, { values });
    for (let at = 0; at < group.rows; at++, row++) {
      const [x, y] = placeOf(at);
      expect(x).toBeCloseTo(golden.places[row]![0], 9);
      expect(y).toBeCloseTo(golden.places[row]![1], 9);
    }
  }
});

test('a part of the map filters the rows that lie there', async () => {
  const table = tableOf(golden.cells, 20);
  const condition = { kind: 'map', column: mapColumn, columns: names, x: [-0.5, 2], y: [-1, 0.25] } as const;
  const found = await filteredRows(
    table.source,
    table.columns,
    { ...allRows, conditions: [condition] },
    never,
    table.mapOf,
  );
  const inside = golden.places.flatMap(([x, y], row) =>
    x >= -0.5 && x <= 2 && y >= -1 && y <= 0.25 ? [row] : [],
  );
  expect(inside.length).toBeGreaterThan(10);
  expect([...found]).toEqual(inside);
});

test('its chart names what weighs most; text and columns of one value make no map', async () => {
  const table = tableOf(golden.cells, 50);
  const answer = (await chart.measure(table, { columns: names, colour: 'kind' }, never))!;
  expect(answer.rows).toBe(150);
  expect(answer.weights).toHaveLength(6);
  expect(answer.columns).toEqual(names);
  expect(answer.step).toBe(1);
  expect(await fitRowsMap(tableOf({ one: [1, 2, 3] }, 2), ['one'], never)).toBeNull();
  expect(await fitRowsMap(tableOf({ a: [1, 1, 1], b: [2, 2, 2] }, 2), ['a', 'b'], never)).toBeNull();
  expect(await fitRowsMap(tableOf({ a: [null, null], b: [null, 3] }, 2), ['a', 'b'], never)).toBeNull();
});

test('eigenvectors are orthonormal and give the matrix back', () => {
  const size = 6;
  const entries = fc.array(fc.integer({ min: -50, max: 50 }), {
    minLength: size * size,
    maxLength: size * size,
  });
  fc.assert(
    fc.property(entries, (raw) => {
      const matrix = Float64Array.from(raw, (_, at) => {
        const [line, column] = [Math.floor(at / size), at % size];
        return raw[line * size + column]! + raw[column * size + line]!;
      });
      const { values, vectors } = symmetricEigen(matrix, size);
      for (let one = 0; one < size; one++)
        for (let other = 0; other < size; other++) {
          const product = vectors[one]!.reduce((sum, value, at) => sum + value * vectors[other]![at]!, 0);
          expect(product).toBeCloseTo(one === other ? 1 : 0, 9);
          const back = values.reduce(
            (sum, value, at) => sum + value * vectors[at]![one]! * vectors[at]![other]!,
            0,
          );
          expect(back).toBeCloseTo(matrix[one * size + other]!, 8);
        }
      expect([...values].toSorted((a, b) => b - a)).toEqual([...values]);
    }),
  );
});
