// CSV: UTF-8, RFC 4180, guarded against being run by a spreadsheet (csv-line.ts).
import { columnTypes } from '../../../contract/data/column-types';
import type { Cell } from '../../../contract/data/dataset';
import { csvLine } from '../csv-line';
import { cellsOf, dateText, type TableWriter, type WrittenTable } from './table-writer';

/** Whether Excel would guess the encoding wrong without a mark: from what is known before the rows are read. */
function needsMark({ columns, profiles }: WrittenTable): boolean {
  const texts = [
    ...columns.flatMap(({ name, categories }) => [name, ...categories]),
    ...profiles.flatMap(({ top }) => top.map(({ value }) => value)),
  ];
  return texts.some((text) => /[^\x00-\x7f]/u.test(text));
}

/** The names, then a line a row. */
export function csvWriter(table: WrittenTable): TableWriter {
  const { columns } = table;
  let head = `${needsMark(table) ? '\ufeff' : ''}${csvLine(columns.map(({ name }) => name))}`;
  const writers = columns.map((column) => {
    if (columnTypes[column.type].display !== 'date') return (cell: Cell): Cell => cell;
    const write = dateText(column, table);
    return (cell: Cell): Cell => (typeof cell === 'number' ? write(cell) : cell);
  });
  return {
    group(batch) {
      const cells = columns.map((column, index) => cellsOf(column, batch, index).map(writers[index]!));
      const lines = Array.from({ length: batch.rows }, (_, row) =>
        csvLine(cells.map((of) => of[row] ?? null)),
      );
      const text = head + lines.join('');
      head = '';
      return [text];
    },
    end: () => (head === '' ? [] : [head]),
  };
}
