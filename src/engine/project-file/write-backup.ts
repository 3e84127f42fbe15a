// Writes a backup: tables of records as JSON, and beside them the bytes that records hold or refer to. Knows no store and no layout.
import type { Job, Progress } from '../../contract/transport/job';
import { canonicalJson } from '../../domain/hashing/canonical';
import { sha256Hex } from '../../storage/chunks/hash';
import { backupFormat, chunkName, manifestName, projectFileType, tableName, type Manifest } from './manifest';
import { encodeNumbers } from '../../domain/hashing/json-numbers';
import { ZipWriter } from './zip/zip-writer';

/** What a backup is made from. */
export interface BackupSource {
  /** Version of the store's layout. */
  layout: number;
  /** Version of the records of each table, where this app knows them. */
  versions?: Record<string, number>;
  tables: { name: string; rows: AsyncIterable<unknown> | Iterable<unknown> }[];
  /** Bytes that the rows refer to by hash. */
  chunks: Iterable<{ sha256: string; bytes: number }>;
  read(chunk: { sha256: string; bytes: number }): Promise<Uint8Array<ArrayBuffer>>;
  /** Bytes or records to come, for the progress. */
  total: number;
  unit: 'bytes' | 'items';
}

/** Packs the source, one record or chunk in memory at a time beside the table under way. */
export async function writeBackup(source: BackupSource, job: Job<Progress>): Promise<Blob> {
  const writer = new ZipWriter();
  const entries: Manifest['entries'] = [];
  const written = new Set<string>();
  let done = 0;
  const report = (more: number) => {
    done += more;
    const { total, unit } = source;
    job.emit({ kind: 'progress', stage: 'pack', done: Math.min(done, total), total, unit });
  };
  const add = async (name: string, bytes: Uint8Array<ArrayBuffer>, sha256?: string) => {
    const { packedSha256 } = await writer.add(name, bytes);
    entries.push({ name, bytes: bytes.length, sha256: sha256 ?? (await sha256Hex(bytes)), packedSha256 });
  };
  /** Bytes inside a record become an entry of their own, named by their hash as all chunks are. */
  const keep = async (bytes: Uint8Array<ArrayBuffer>): Promise<{ $bytes: string }> => {
    const sha256 = await sha256Hex(bytes);
    if (!written.has(sha256)) await add(chunkName(sha256), bytes, sha256);
    written.add(sha256);
    return { $bytes: sha256 };
  };
  for (const { name, rows } of source.tables) {
    const lines: string[] = [];
    for await (const row of rows) {
      job.signal.throwIfAborted();
      lines.push(canonicalJson(encodeNumbers(await withoutBytes(row, keep))));
      if (source.unit === 'items') report(1);
    }
    await add(tableName(name), new TextEncoder().encode(`[${lines.join(',')}]`));
  }
  for (const chunk of source.chunks) {
    job.signal.throwIfAborted();
    await add(chunkName(chunk.sha256), await source.read(chunk), chunk.sha256);
    if (source.unit === 'bytes') report(chunk.bytes);
  }
  const manifest: Manifest = {
    app: 'hearth',
    format: backupFormat,
    appVersion: __APP_VERSION__,
    createdAt: Date.now(),
    layout: source.layout,
    ...(source.versions ? { tables: source.versions } : {}),
    entries,
  };
  return writer.finish(projectFileType, {
    name: manifestName,
    bytes: new TextEncoder().encode(canonicalJson(manifest)),
  });
}

/** The value with every run of bytes in it handed to `keep` and replaced by what that gives. */
async function withoutBytes(
  value: unknown,
  keep: (bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>,
): Promise<unknown> {
  if (value instanceof Blob) return keep(new Uint8Array(await value.arrayBuffer()));
  if (value instanceof ArrayBuffer) return keep(new Uint8Array(value));
  if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer)
    return keep(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (Array.isArray(value)) return Promise.all(value.map((each) => withoutBytes(each, keep)));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([key, each]) => [key, await withoutBytes(each, keep)] as const)),
  );
}
