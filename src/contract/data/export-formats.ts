// The formats that a table is written in, one line each. How each is written: data/export/tables/<id>.ts.

export const exportFormats = [
  { id: 'csv', name: 'CSV', ending: '.csv', media: 'text/csv' },
  { id: 'ndjson', name: 'NDJSON', ending: '.ndjson', media: 'application/x-ndjson' },
  { id: 'parquet', name: 'Parquet', ending: '.parquet', media: 'application/vnd.apache.parquet' },
  { id: 'arrow', name: 'Arrow', ending: '.arrow', media: 'application/vnd.apache.arrow.file' },
] as const;

export type ExportFormat = (typeof exportFormats)[number];
export type ExportFormatId = ExportFormat['id'];
