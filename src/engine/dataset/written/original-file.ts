// The file that a version was read from: kept in gzip where it is small, so that a column can be read again as another type.
import type { DatasetVersion } from '../../../contract/data/dataset';
import { HearthError } from '../../../contract/transport/fault';
import { putBlob, withPin, getChunk } from '../../../storage/chunks/chunks';
import { findDataset, getDataset, keepFromFile } from '../../../storage/datasets';
import { getProjectRecord } from '../../../storage/projects';
import { originOf } from '../origin-of';

/** Larger files are asked for again. In gzip a file of this size takes three to five MiB. */
const mostOriginalBytes = 16 * 2 ** 20;

/** Keeps the file of a version that was opened from it, once. Not needed for anything else, so a store that is full leaves it out. */
async function keepOriginal(datasetId: string, file: Blob): Promise<void> {
  const dataset = await findDataset(datasetId);
  if (!dataset || !isFromFile(dataset) || dataset.original) return;
  if (file.size > mostOriginalBytes || file.size !== dataset.source.bytes) return;
  const packed = await bytesOf(file.stream().pipeThrough(new CompressionStream('gzip')), Infinity);
  try {
    await withPin(async (pin) => {
      const original = { bytes: file.size, chunks: await putBlob(packed, undefined, pin) };
      await keepFromFile(datasetId, () => ({ original }), pin);
    });
  } catch (thrown) {
    if (!(thrown instanceof HearthError) || thrown.fault.code !== 'storage_full') throw thrown;
  }
}

/** Keeps the file of a project's opened table. */
export async function keepOriginalOf(projectId: string, file: Blob): Promise<void> {
  const { opened } = await openedTable(projectId);
  await keepOriginal(opened.id, file);
}

/** The table of a project as it was opened. @throws HearthError `not_found` where there is none. */
export async function openedTable(projectId: string): Promise<{ opened: DatasetVersion }> {
  const { data } = await getProjectRecord(projectId);
  if (data.datasetId === null) throw new HearthError('not_found', { field: 'dataset' });
  return originOf(await getDataset(data.datasetId));
}

/** Whether all rows of a version are those of one file. */
export function isFromFile({
  lineage: { steps },
  source,
}: Pick<DatasetVersion, 'lineage' | 'source'>): boolean {
  return source.kind === 'file' && steps.length === 1 && steps[0]?.step === 'import';
}

/** The file as it was, or null where it was not kept. */
export async function originalFile({ original, source }: DatasetVersion): Promise<File | null> {
  if (!original) return null;
  const packed: Uint8Array<ArrayBuffer>[] = [];
  for (const chunk of original.chunks) packed.push(await getChunk(chunk));
  const unpacked = new Blob(packed).stream().pipeThrough(new DecompressionStream('gzip'));
  return new File([await bytesOf(unpacked, original.bytes)], source.name);
}

/** @throws HearthError `storage_damaged` where more comes than there may be. */
async function bytesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) throw new HearthError('storage_damaged', { field: 'original' });
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
