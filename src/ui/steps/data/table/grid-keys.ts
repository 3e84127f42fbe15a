// Where a key takes the active cell of a grid (WAI-ARIA grid pattern). Knows nothing of what the cells hold.

/** A cell; row −1 is the head. */
export interface GridPlace {
  row: number;
  column: number;
}

/** The grid's size; `head` where its head can be reached. */
export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that a page key moves by. */
  page: number;
  head: boolean;
}

/** The place after a key, or null where the key is none of the grid's. */
export function moveInGrid(
  from: GridPlace,
  key: string,
  control: boolean,
  { rows, columns, page, head }: GridSize,
): GridPlace | null {
  const top = head ? -1 : 0;
  const to = (row: number, column: number): GridPlace => ({
    row: Math.max(top, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  });
  switch (key) {
    case 'ArrowUp':
      return to(from.row - 1, from.column);
    case 'ArrowDown':
      return to(from.row + 1, from.column);
    case 'ArrowLeft':
      return to(from.row, from.column - 1);
    case 'ArrowRight':
      return to(from.row, from.column + 1);
    case 'PageUp':
      return to(Math.max(0, from.row - page), from.column);
    case 'PageDown':
      return to(from.row + page, from.column);
    case 'Home':
      return control ? to(0, 0) : to(from.row, 0);
    case 'End':
      return control ? to(rows - 1, columns - 1) : to(from.row, columns - 1);
    default:
      return null;
  }
}

/** Left edge of each column, then the right edge of the last. */
export function columnEdges(widths: readonly number[]): Float64Array {
  const edges = new Float64Array(widths.length + 1);
  widths.forEach((width, index) => (edges[index + 1] = edges[index]! + width));
  return edges;
}

/** First column and the column after the last that show between `left` and `left + viewport`. */
export function visibleColumns(
  edges: Float64Array,
  left: number,
  viewport: number,
): { first: number; end: number } {
  const count = edges.length - 1;
  let first = 0;
  while (first < count - 1 && edges[first + 1]! <= left) first++;
  let end = first;
  while (end < count && edges[end]! < left + viewport) end++;
  return { first: Math.max(0, first - 1), end: Math.min(count, end + 1) };
}
