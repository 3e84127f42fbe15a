// The cells of a table as text where its format has none: the values read, as a CSV would write them.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import { isoMoment } from '../../domain/iso-moment';
import { cellAt } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import type { TableReading } from '../rows/reading';
import type { TextTable } from '../rows/text-table';

/** One row of a group as text, a cell for each column; missing cells and images are empty. */
export function writtenRow(columns: readonly Column[], batch: RowBatch, row: number): readonly string[] {
  return columns.map((column, index) => {
    const values = batch.values[index];
    const cell = values ? cellAt(column, values, row) : null;
    if (cell === null) return '';
    return columnTypes[column.type].display === 'date' && typeof cell === 'number'
      ? isoMoment(cell) || String(cell)
      : String(cell);
  });
}

/** A table of values as one of text. */
export function writtenTable(reading: TableReading): TextTable {
  const { columns } = reading;
  return {
    ...{ names: columns.map(({ name }) => name), delimiter: ',', marked: false },
    ...{ hasHeader: false, above: () => [] },
    async *rows() {
      for await (const batch of reading.groups()) {
        const cells = Array.from({ length: batch.rows }, (_, row) => writtenRow(columns, batch, row));
        yield { firstRow: batch.firstRow, cells, lines: null };
      }
    },
  };
}
