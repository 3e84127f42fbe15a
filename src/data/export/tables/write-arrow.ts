// Arrow IPC as a file (Feather 2), a record batch a group; its footer needs all of them, so the table is in memory until the end. Numbers as
// doubles, dates as milliseconds in UTC, all else as UTF-8.
import {
  Column as ArrowColumn,
  columnFromArray,
  float64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type Batch,
  type DataType,
} from '@uwdata/flechette';
import { columnTypes } from '../../../contract/data/column-types';
import type { Column } from '../../../contract/data/dataset';
import { typesKey, writeTypes } from '../../formats/written-types';
import { cellsOf, type TableWriter, type WrittenTable } from './table-writer';

export function arrowWriter({ columns }: WrittenTable): TableWriter {
  const batches = columns.map((): Batch<unknown>[] => []);
  return {
    group(batch) {
      for (const [index, column] of columns.entries()) {
        const cells = cellsOf(column, batch, index);
        batches[index]?.push(...columnFromArray(cells, typeOf(column)).data);
      }
      return [];
    },
    end() {
      const table = tableFromColumns(
        columns.map(({ name }, index) => [name, new ArrowColumn(batches[index] ?? [])]),
      );
      table.schema.metadata = new Map([[typesKey, writeTypes(columns)]]);
      const bytes = tableToIPC(table, { format: 'file' });
      return bytes ? [new Uint8Array(bytes)] : [];
    },
  };
}

function typeOf(column: Column): DataType {
  const { display } = columnTypes[column.type];
  if (display === 'date') return timestamp(TimeUnit.MILLISECOND, 'UTC');
  return display === 'number' ? float64() : utf8();
}
