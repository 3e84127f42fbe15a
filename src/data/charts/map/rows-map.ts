// A map of rows: the plane of the first two principal components of the encoded columns, from a covariance that is streamed over the groups.
// Held to scikit-learn's PCA by golden values.
import { chartRows, rowCount, type ChartRows, type ChartTable } from '../chart';
import { encodedColumns, encoderOf } from './encoded-columns';
import type { EncodedColumn, RowsMap } from './fitted-map';
import { symmetricEigen } from './principal';

/** Most products of one covariance: about two seconds of work. */
const mostProducts = 2e9;

/** Fits a map of all rows of a table; null where its columns have fewer than two dimensions or rows. */
export async function fitRowsMap(
  whole: ChartTable,
  names: readonly string[],
  signal: AbortSignal,
): Promise<RowsMap | null> {
  const table = { ...whole, rows: null };
  const rows = rowCount(table);
  const stepFor = (size: number): number => Math.max(1, Math.ceil((rows * size * size) / 2 / mostProducts));
  const { columns, dimensions, step } = await encodedColumns(table, names, stepFor, signal);
  const size = dimensions.length;
  if (size < 2 || rows < 2) return null;
  const { means, covariance } = await covarianceOf(table, { columns, size, step }, signal);
  const { values, vectors } = symmetricEigen(covariance, size);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  if (!(total > 0)) return null;
  const [first, second] = [vectors[0]!, vectors[1]!];
  const along = (vector: Float64Array): number =>
    vector.reduce((sum, weight, dimension) => sum + weight * means[dimension]!, 0);
  return {
    columns: columns.map(({ name }) => name),
    dimensions,
    components: [first, second],
    shares: [values[0]! / total, values[1]! / total],
    step,
    encoded: columns,
    centre: [along(first), along(second)],
  };
}

async function covarianceOf(
  table: ChartTable,
  { columns, size, step }: { columns: readonly EncodedColumn[]; size: number; step: number },
  signal: AbortSignal,
): Promise<{ means: Float64Array; covariance: Float64Array }> {
  const products = new Float64Array(size * size);
  const sums = new Float64Array(size);
  // Of a row, the dimensions that are not zero: one-hot levels leave few.
  const places = new Int32Array(size);
  const found = new Float64Array(size);
  let [count, filled] = [0, 0];
  const set = (dimension: number, value: number): void => {
    places[filled] = dimension;
    found[filled++] = value;
  };
  const names = columns.map(({ name }) => name);
  for await (const group of chartRows(table, names, signal)) {
    const encode = encoderOf(columns, group);
    for (let at = 0; at < group.chosen.length; at += step) {
      filled = 0;
      encode(group.chosen[at]!, set);
      count++;
      for (let one = 0; one < filled; one++) {
        const [value, line] = [found[one]!, places[one]! * size];
        sums[places[one]!]! += value;
        for (let other = one; other < filled; other++)
          products[line + places[other]!]! += value * found[other]!;
      }
    }
  }
  const means = sums.map((sum) => sum / count);
  const covariance = new Float64Array(size * size);
  for (let line = 0; line < size; line++)
    for (let column = line; column < size; column++) {
      const value = (products[line * size + column]! - count * means[line]! * means[column]!) / (count - 1);
      covariance[line * size + column] = covariance[column * size + line] = value;
    }
  return { means, covariance };
}

/** Where the rows of a group lie on a map. */
export function placesOn(
  map: RowsMap,
  group: Pick<ChartRows, 'values'>,
): (row: number) => [x: number, y: number] {
  const encode = encoderOf(map.encoded, group);
  const [first, second] = map.components;
  let [x, y] = [0, 0];
  const add = (dimension: number, value: number): void => {
    x += first[dimension]! * value;
    y += second[dimension]! * value;
  };
  return (row) => {
    [x, y] = [-map.centre[0], -map.centre[1]];
    encode(row, add);
    return [x, y];
  };
}
