// How wide the columns of the table are, and which of them show: frozen ones always, the others as they are scrolled to.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column, ColumnProfile, DatasetVersion } from '../../../../contract/data/dataset';
import { visibleColumns } from './grid-keys';

/** A column of the table. */
export interface TableColumn {
  column: Column;
  /** Its place in the dataset. */
  source: number;
  profile: ColumnProfile | null;
  width: number;
}

/** A column that shows, with its place. */
export interface ShownColumn extends TableColumn {
  index: number;
  /** Left edge on the canvas, px. */
  x: number;
}

const widthOf = ({ name, type }: Column): number =>
  Math.min(240, Math.max(columnTypes[type].align === 'end' ? 124 : 136, name.length * 8 + 44));

/** The dataset's columns with their widths. */
export function tableColumns({
  columns,
  profiles,
}: Pick<DatasetVersion, 'columns' | 'profiles'>): TableColumn[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  return columns.map((column, source) => ({
    column,
    source,
    profile: byName.get(column.name) ?? null,
    width: widthOf(column),
  }));
}

/** The columns with one of them after all others. */
export function withLast(columns: readonly TableColumn[], last: TableColumn | undefined): TableColumn[] {
  return [...columns.filter((each) => each !== last), ...(last ? [last] : [])];
}

/** What is seen of the table from left to right; `gutter` is the width of the row numbers. */
interface Across {
  edges: Float64Array;
  frozen: number;
  /** Whether the last column stays at the right edge. */
  pins: boolean;
  gutter: number;
  left: number;
  width: number;
}

/** What stands where from left to right; the pinned column has a place of its own, whose left edge is 0. */
export interface ColumnsAcross {
  frozen: ShownColumn[];
  others: ShownColumn[];
  pinned: ShownColumn | null;
}

/** The frozen columns, those that show beside them, and the pinned one. */
export function shownColumns(
  columns: readonly TableColumn[],
  { edges, frozen, pins, gutter, left, width }: Across,
): ColumnsAcross {
  const held = edges[frozen] ?? 0;
  const last = pins ? columns.at(-1) : undefined;
  const free = width - gutter - held - (last?.width ?? 0);
  const { first, end } = visibleColumns(edges, left + held, free);
  const place = (entry: TableColumn, index: number): ShownColumn => ({
    ...entry,
    index,
    x: gutter + (edges[index] ?? 0),
  });
  const begin = Math.max(first, frozen);
  const most = columns.length - (last ? 1 : 0);
  return {
    frozen: columns.slice(0, frozen).map(place),
    others: columns.slice(begin, Math.min(end, most)).map((entry, at) => place(entry, begin + at)),
    pinned: last ? { ...last, index: columns.length - 1, x: 0 } : null,
  };
}
