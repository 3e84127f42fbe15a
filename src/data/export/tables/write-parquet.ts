// Parquet: a row group a group, compressed with Snappy; numbers as DOUBLE, dates as milliseconds in UTC, all else as UTF-8.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { columnTypes } from '../../../contract/data/column-types';
import type { Column } from '../../../contract/data/dataset';
import { typesKey, writeTypes } from '../../formats/written-types';
import { cellsOf, type Part, type TableWriter, type WrittenTable } from './table-writer';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

export function parquetWriter({ columns }: WrittenTable): TableWriter {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'table', num_children: columns.length }, ...columns.map(elementOf)],
    kvMetadata: [{ key: typesKey, value: writeTypes(columns) }],
    createdBy: 'Hearth',
  });
  /** What was written since; places in the file are counted on. */
  const taken = (): Part[] => {
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return [bytes];
  };
  return {
    group(batch) {
      const columnData = columns.map((column, index) => ({
        name: column.name,
        data: isDate(column)
          ? cellsOf(column, batch, index).map((cell) => (typeof cell === 'number' ? new Date(cell) : null))
          : cellsOf(column, batch, index),
      }));
      void parquet.write({ columnData, rowGroupSize: batch.rows });
      return taken();
    },
    end() {
      void parquet.finish();
      return taken();
    },
  };
}

const isDate = ({ type }: Column): boolean => columnTypes[type].display === 'date';

function elementOf(column: Column): SchemaElement {
  const common = { name: column.name, repetition_type: 'OPTIONAL' } as const;
  if (isDate(column)) return { ...common, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' };
  if (columnTypes[column.type].display === 'number') return { ...common, type: 'DOUBLE' };
  return { ...common, type: 'BYTE_ARRAY', converted_type: 'UTF8' };
}
