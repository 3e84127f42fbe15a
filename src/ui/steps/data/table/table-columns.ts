// How wide the columns of the table are, and which of them show: frozen ones always, the others as they are scrolled to.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column, ColumnProfile, DatasetVersion } from '../../../../contract/data/dataset';
import { visibleColumns } from './grid-keys';

/** A column of the table. */
export interface TableColumn {
  column: Column;
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
  Math.min(260, Math.max(columnTypes[type].align === 'end' ? 140 : 150, name.length * 9 + 70));

/** The dataset's columns with their widths. */
export function tableColumns({
  columns,
  profiles,
}: Pick<DatasetVersion, 'columns' | 'profiles'>): TableColumn[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  return columns.map((column) => ({
    column,
    profile: byName.get(column.name) ?? null,
    width: widthOf(column),
  }));
}

/** What is seen of the table from left to right; `gutter` is the width of the row numbers. */
interface Across {
  edges: Float64Array;
  frozen: number;
  gutter: number;
  left: number;
  width: number;
}

/** The frozen columns, then those that show beside them. */
export function shownColumns(
  columns: readonly TableColumn[],
  { edges, frozen, gutter, left, width }: Across,
): { frozen: ShownColumn[]; others: ShownColumn[] } {
  const held = edges[frozen] ?? 0;
  const { first, end } = visibleColumns(edges, left + held, width - gutter - held);
  const place = (entry: TableColumn, index: number): ShownColumn => ({
    ...entry,
    index,
    x: gutter + (edges[index] ?? 0),
  });
  const begin = Math.max(first, frozen);
  return {
    frozen: columns.slice(0, frozen).map(place),
    others: columns.slice(begin, end).map((entry, at) => place(entry, begin + at)),
  };
}
