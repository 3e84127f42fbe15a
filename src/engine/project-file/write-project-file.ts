// Writes a project file from records and whatever reads their chunks. Knows no store.
import type { ChunkRef } from '../../contract/data/dataset';
import type { Job, Progress } from '../../contract/transport/job';
import { canonicalJson } from '../../domain/hashing/canonical';
import { chunksByOwner, type ProjectBundle } from '../../storage/bundle';
import { sha256Hex } from '../../storage/chunks/hash';
import { currentVersions } from './file-layouts';
import {
  chunkName,
  manifestName,
  projectFileFormat,
  projectFileType,
  recordsName,
  type Manifest,
} from './manifest';
import { writeRecords } from './records-json';
import { ZipWriter } from './zip/zip-writer';

/** Packs records and chunks, one chunk in memory at a time. */
export async function writeProjectFile(
  bundle: ProjectBundle,
  readChunk: (ref: ChunkRef) => Promise<Uint8Array<ArrayBuffer>>,
  job: Job<Progress>,
): Promise<Blob> {
  const chunks = [
    ...new Map(chunksByOwner(bundle).flatMap(({ refs }) => refs.map((ref) => [ref.sha256, ref]))).values(),
  ];
  const total = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  const writer = new ZipWriter();
  const entries: Manifest['entries'] = [];
  const add = async (name: string, bytes: Uint8Array<ArrayBuffer>, sha256: string) => {
    const { packedSha256 } = await writer.add(name, bytes);
    entries.push({ name, bytes: bytes.length, sha256, packedSha256 });
  };
  const records = new TextEncoder().encode(writeRecords(bundle));
  const recordsSha256 = await sha256Hex(records);
  await add(recordsName, records, recordsSha256);
  let done = 0;
  for (const ref of chunks) {
    job.signal.throwIfAborted();
    await add(chunkName(ref.sha256), await readChunk(ref), ref.sha256);
    done += ref.bytes;
    job.emit({ kind: 'progress', stage: 'pack', done, total, unit: 'bytes' });
  }
  const manifest: Manifest = {
    app: 'hearth',
    format: projectFileFormat,
    appVersion: __APP_VERSION__,
    createdAt: Date.now(),
    entries,
    recordsSha256,
    tables: currentVersions(),
  };
  return writer.finish(projectFileType, {
    name: manifestName,
    bytes: new TextEncoder().encode(canonicalJson(manifest)),
  });
}
