// How each format is written; its module, and its libraries, are fetched when a table is written in it.
import type { ExportFormatId } from '../../../contract/data/export-formats';
import type { TableWriter, WrittenTable } from './table-writer';

/** Begins a file. */
type OpenWriter = (table: WrittenTable) => TableWriter;

export const tableWriters: Record<ExportFormatId, () => Promise<OpenWriter>> = {
  csv: async () => (await import('./csv')).csvWriter,
  ndjson: async () => (await import('./ndjson')).ndjsonWriter,
  parquet: async () => (await import('./write-parquet')).parquetWriter,
  arrow: async () => (await import('./write-arrow')).arrowWriter,
};
