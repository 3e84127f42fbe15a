import { describe, expect, it } from 'vitest';
import { columnEdges, moveInGrid, visibleColumns } from '../../../src/ui/steps/data/table/grid-keys';

const size = { rows: 1_000_000, columns: 8, page: 19, head: true };

describe('moveInGrid', () => {
  it.each([
    ['ArrowDown', false, { row: 42, column: 3 }, { row: 43, column: 3 }],
    ['ArrowUp', false, { row: 0, column: 3 }, { row: -1, column: 3 }],
    ['ArrowUp', false, { row: -1, column: 3 }, { row: -1, column: 3 }],
    ['ArrowRight', false, { row: 42, column: 7 }, { row: 42, column: 7 }],
    ['PageDown', false, { row: 999_990, column: 2 }, { row: 999_999, column: 2 }],
    ['PageUp', false, { row: 7, column: 2 }, { row: 0, column: 2 }],
    ['Home', false, { row: 42, column: 5 }, { row: 42, column: 0 }],
    ['End', false, { row: 42, column: 5 }, { row: 42, column: 7 }],
    ['Home', true, { row: 42, column: 5 }, { row: 0, column: 0 }],
    ['End', true, { row: 42, column: 5 }, { row: 999_999, column: 7 }],
  ])('%s (control %s) goes from %o to %o', (key, control, from, to) => {
    expect(moveInGrid(from, key, control, size)).toEqual(to);
  });

  it('leaves keys that are not its own to the page', () => {
    expect(moveInGrid({ row: 1, column: 1 }, 'Tab', false, size)).toBeNull();
    expect(moveInGrid({ row: 1, column: 1 }, 'a', false, size)).toBeNull();
  });

  it('stays below a head that cannot be reached', () => {
    expect(moveInGrid({ row: 0, column: 1 }, 'ArrowUp', false, { ...size, head: false })).toEqual({
      row: 0,
      column: 1,
    });
  });
});

describe('visibleColumns', () => {
  const edges = columnEdges([120, 160, 120, 200, 90]);

  it('knows each edge', () => {
    expect([...edges]).toEqual([0, 120, 280, 400, 600, 690]);
  });

  it.each([
    [0, 250, { first: 0, end: 3 }],
    [281, 100, { first: 1, end: 4 }],
    [640, 300, { first: 3, end: 5 }],
    [5_000, 300, { first: 3, end: 5 }],
  ])('shows at %d px over %d px: %o', (left, viewport, shown) => {
    expect(visibleColumns(edges, left, viewport)).toEqual(shown);
  });

  it('shows none of no columns', () => {
    expect(visibleColumns(columnEdges([]), 0, 400)).toEqual({ first: 0, end: 0 });
  });
});
