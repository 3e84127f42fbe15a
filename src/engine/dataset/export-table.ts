// A dataset version as a file: its rows from the store, group by group, in the format that is asked for.
import { exportFormats, type ExportFormatId } from '../../contract/data/export-formats';
import { columnTypes } from '../../contract/data/column-types';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import type { ColumnValues } from '../../data/columns/values';
import type { Part } from '../../data/export/tables/table-writer';
import { tableWriters } from '../../data/export/tables/writers';
import { letMessagesIn } from '../../data/rows/let-messages-in';
import { valuesOf } from '../../data/rows/group-source';
import { getDataset } from '../../storage/datasets';
import { rowSource } from './row-source';

/** Images are left out: no table has them. @throws HearthError `input_invalid` for another format, `not_found`, `storage_damaged`, `aborted`. */
export async function exportTable(
  { datasetId, format }: { datasetId: string; format: ExportFormatId },
  job: Job<Progress>,
): Promise<Blob> {
  const line = exportFormats.find(({ id }) => id === format);
  if (!line) throw new HearthError('input_invalid', { field: 'format' });
  const dataset = await getDataset(datasetId);
  const columns = dataset.columns.filter(
    ({ type }) => !['image', 'audio'].includes(columnTypes[type].display),
  );
  const source = rowSource(dataset);
  const wanted = new Set(columns.map(({ name }) => name));
  const writer = (await tableWriters[line.id]())({ columns, profiles: dataset.profiles });
  const blobs: Blob[] = [];
  // A blob may lie on the disk; bytes that only wait to become one do not.
  const keep = (parts: Part[]): number => blobs.push(new Blob(parts));
  for (const [index, { firstRow, rows }] of dataset.groups.entries()) {
    job.signal.throwIfAborted();
    const found = await source.read(index, wanted);
    const values: ColumnValues[] = columns.map(({ name }) => valuesOf(found, name));
    keep(writer.group({ firstRow, rows, values }));
    job.emit({ kind: 'progress', stage: 'read', done: firstRow + rows, total: dataset.rows, unit: 'rows' });
    await letMessagesIn();
  }
  keep(writer.end());
  return new Blob(blobs, { type: line.media });
}
