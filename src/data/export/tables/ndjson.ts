// NDJSON: a record a line, every name in every record, so that columns keep their order; missing values are null.
import { columnTypes } from '../../../contract/data/column-types';
import { cellsOf, dateText, type TableWriter, type WrittenTable } from './table-writer';

export function ndjsonWriter(table: WrittenTable): TableWriter {
  const names = table.columns.map(({ name }) => JSON.stringify(name));
  const dates = table.columns.map((column) =>
    columnTypes[column.type].display === 'date' ? dateText(column, table) : null,
  );
  return {
    group(batch) {
      const cells = table.columns.map((column, index) => cellsOf(column, batch, index));
      const lines = Array.from({ length: batch.rows }, (_, row) => {
        const fields = names.map((name, index) => {
          const cell = cells[index]?.[row] ?? null;
          const value = typeof cell === 'number' ? (dates[index]?.(cell) ?? cell) : cell;
          return `${name}:${JSON.stringify(value)}`;
        });
        return `{${fields.join(',')}}\n`;
      });
      return [lines.join('')];
    },
    end: () => [],
  };
}
