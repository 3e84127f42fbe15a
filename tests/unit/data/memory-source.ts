// A dataset in memory as a source of row groups, cut as small as a test wants.
import type { Column } from '../../../src/contract/data/dataset';
import type { ColumnValues } from '../../../src/data/columns/values';
import type { GroupSource } from '../../../src/data/rows/group-source';

/** Cells of a table by column: numbers and nulls, words and nulls, or images as byte lists. */
export type TableCells = Record<string, (number | string | null)[] | number[][]>;

export interface MemoryTable {
  columns: Column[];
  source: GroupSource;
  rows: number;
  /** Columns that were read, in order. */
  reads: string[];
}

function isImages(cells: TableCells[string]): cells is number[][] {
  return Array.isArray(cells[0]);
}

export function memoryTable(cells: TableCells, groupRows = 3, dates: string[] = []): MemoryTable {
  const columns = Object.entries(cells).map(([name, values]): Column => {
    if (isImages(values)) return { name, type: 'image', categories: [], shape: [values[0]!.length, 1, 1] };
    const words = values.filter((value) => typeof value === 'string');
    const type = words.length > 0 ? 'category' : dates.includes(name) ? 'datetime' : 'number';
    return { name, type, categories: [...new Set(words)].sort(), shape: null };
  });
  const rows = Object.values(cells)[0]?.length ?? 0;
  const groups = Array.from({ length: Math.ceil(rows / groupRows) }, (_, index) => ({
    firstRow: index * groupRows,
    rows: Math.min(groupRows, rows - index * groupRows),
  }));
  const reads: string[] = [];
  const read: GroupSource['read'] = (index, wanted) => {
    const { firstRow, rows: count } = groups[index]!;
    const found = new Map<string, ColumnValues>();
    for (const column of columns) {
      if (!wanted.has(column.name)) continue;
      reads.push(column.name);
      found.set(column.name, valuesOfCells(column, cells[column.name]!.slice(firstRow, firstRow + count)));
    }
    return Promise.resolve(found);
  };
  return { columns, source: { groups, read }, rows, reads };
}

function valuesOfCells(column: Column, cells: unknown[]): ColumnValues {
  if (column.type === 'image') return { type: 'image', pixels: Uint8Array.from(cells.flat() as number[]) };
  if (column.type === 'category') {
    const codes = Int32Array.from(cells, (cell) => column.categories.indexOf(String(cell)));
    return { type: 'category', codes };
  }
  const values = Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN));
  return { type: column.type === 'datetime' ? 'datetime' : 'number', values };
}
