// Where keys take the active line of the runs, and which columns show.
import { visibleColumns } from '../../../data/table/grid-keys';

/** Columns that show; `before` and `after`: whether others are left out on that side. */
export interface Across {
  first: number;
  end: number;
  count: number;
}

/** Fewer columns are all laid out. */
const virtualFrom = 16;

/** The columns between the edges of the place that scrolls, with one to spare on either side. */
export function cellsAcross(edges: Float64Array, left: number, viewport: number): Across {
  const count = edges.length - 1;
  if (count <= virtualFrom) return { first: 0, end: count, count };
  return { ...visibleColumns(edges, left, viewport), count };
}

/** The line after a key, from −1 (the head); null where the key is none that moves. */
export function lineKey(
  from: number,
  key: string,
  { lines, page }: { lines: number; page: number },
): number | null {
  const to = (line: number) => Math.max(-1, Math.min(lines - 1, line));
  switch (key) {
    case 'ArrowUp':
      return to(from - 1);
    case 'ArrowDown':
      return to(from + 1);
    case 'PageUp':
      return Math.max(0, to(from - page));
    case 'PageDown':
      return to(from + page);
    case 'Home':
      return to(0);
    case 'End':
      return to(lines - 1);
    default:
      return null;
  }
}

/** Whether a key presses what it is on. */
export const headKey = (key: string): boolean => key === 'Enter' || key === ' ';

/** All whole numbers between both ends. */
export function wholeRange(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
