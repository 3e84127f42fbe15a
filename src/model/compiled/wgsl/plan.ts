// How a contraction is carried out with a tile: which axes are walked as one, what is read four at a time, which part of a
// tile an invocation loads by itself.
import { alignedRun, joinAxes, sizeOf } from './axes';
import type { Contraction, SumAxis, Tile } from './contraction';
import type { Width } from './kernel';

/** What planning finds out. */
export type Plan = ReturnType<typeof planOf>;

const byFour = (strides: readonly number[]): boolean => strides.every((stride) => stride % 4 === 0);

/** Rows and columns of the tile that an invocation loads itself: neighbours of a quad hand it the other half. */
export function ownPart({ kind, rows, columns }: Tile): { rows: number; columns: number } {
  return kind === 'quads' ? { rows: rows / 2, columns: columns / 2 } : { rows, columns };
}

/** Rows and columns of C that one workgroup computes. */
export function spanOf({ kind, rows, columns, workgroup: [x, y] }: Tile): { rows: number; columns: number } {
  return kind === 'quads'
    ? { rows: rows * 2 * y, columns: (columns * x) / 2 }
    : { rows: rows * y, columns: columns * x };
}

/** Joins axes and decides which operands are read four at a time. */
export function planOf(contraction: Contraction<unknown>, tile: Tile) {
  const { columns, batch, offset, window = 1 } = contraction;
  const rows = joinAxes(contraction.rows);
  const edges = contraction.sum.filter(({ edge }) => edge);
  const joined = joinAxes(contraction.sum.filter(({ edge }) => !edge));
  const sum: SumAxis[] = [...edges, ...(joined.length > 0 ? joined : [{ size: 1, stride: { a: 0, b: 0 } }])];
  const inner = sum.at(-1)!;
  const outer = sum.slice(0, -1);
  const own = ownPart(tile);
  // Addresses past the end are never used, so that the outermost axis need not come out even.
  const [outermost, ...others] = rows;
  const endless = outermost ? [{ ...outermost, size: outermost.size * tile.rows }, ...others] : [];
  const run = alignedRun(endless, own.rows);
  const widthOut: Width =
    columns.size % 4 === 0 &&
    own.columns % 4 === 0 &&
    byFour([...rows, ...batch].map(({ stride }) => stride.out))
      ? 4
      : 1;
  const fixedA = [...batch.map(({ stride }) => stride.a), offset?.a ?? 0];
  const fixedB = [...batch.map(({ stride }) => stride.b), offset?.b ?? 0];
  const sumB = sum.map(({ stride }) => stride.b);
  const columnsByFour = widthOut === 4 && columns.stride.b === 1 && byFour([...fixedB, ...sumB]);
  const innerRow = rows.at(-1);
  const rowsByFour =
    innerRow?.stride.a === 1 &&
    innerRow.size % 4 === 0 &&
    run % 4 === 0 &&
    window === 1 &&
    byFour([
      ...fixedA,
      ...rows.slice(0, -1).map(({ stride }) => stride.a),
      ...sum.map(({ stride }) => stride.a),
    ]);
  const dots =
    !columnsByFour &&
    inner.stride.a === 1 &&
    inner.stride.b === 1 &&
    inner.size % 4 === 0 &&
    byFour([...fixedA, ...rows.map(({ stride }) => stride.a), ...outer.map(({ stride }) => stride.a)]) &&
    byFour([...fixedB, columns.stride.b, ...outer.map(({ stride }) => stride.b)]);
  return {
    rows,
    inner,
    outer,
    own,
    run,
    window,
    widthOut,
    columnsByFour,
    rowsByFour,
    dots,
    rowCount: sizeOf(rows),
  };
}
