// The cells of a row as text: as the file wrote them, else as the values read. For what is given back beside the answers.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import { isoMoment } from '../../domain/iso-moment';
import { cellAt } from '../columns/registry';
import type { RowBatch } from '../columns/values';

/** One row of a group as text, a cell for each column; missing cells and images are empty where the file has no text. */
export function writtenRow(columns: readonly Column[], batch: RowBatch, row: number): readonly string[] {
  const written = batch.written?.[row];
  if (written) return written;
  return columns.map((column, index) => {
    const values = batch.values[index];
    const cell = values ? cellAt(column, values, row) : null;
    if (cell === null) return '';
    return columnTypes[column.type].display === 'date' && typeof cell === 'number'
      ? isoMoment(cell) || String(cell)
      : String(cell);
  });
}
