// Opens a project file, or a backup of many, and proves it: headers, manifest, hashes, records. Stores nothing.
import { sha256Hex } from '../../../storage/chunks/hash';
import { chunksByOwner, type ProjectBundle } from '../../../storage/bundle';
import { checkRecords } from './check-records';
import { layoutsOf, type FileLayouts } from '../file-layouts';
import { openParts, type FileParts } from '../file-parts';
import { chunkName, manifestName, recordsName } from '../manifest';
import { readBackupTables } from './read-backup';
import { readRecords } from '../records-json';
import { tampered } from '../zip/zip-reader';
import { weighJson } from './weigh-json';

/** A file whose records hold; its chunks are proven as they are read. */
export interface ProjectFile {
  bundles: ProjectBundle[];
  chunks: { bytes: number; read(): Promise<Uint8Array<ArrayBuffer>> }[];
}

/**
 * Opens the file. Throws `project_file_truncated`, `project_file_tampered` with the entry, `project_file_newer`,
 * `project_file_foreign`, `project_file_excessive`; `project_file_large` unless a person said that it may be.
 */
export async function openProjectFile(file: Blob, signal: AbortSignal, large = false): Promise<ProjectFile> {
  const parts = await openParts(file, signal, large);
  const { manifest } = parts;
  const layouts = layoutsOf(manifest);
  const isSingle = 'recordsSha256' in manifest;
  const bundles = isSingle
    ? [await readSingle(parts, manifest.recordsSha256, layouts)]
    : await readBackupTables(parts, layouts);
  const needed = new Set<string>();
  for (const bundle of bundles) {
    await checkRecords(bundle);
    for (const name of chunksOf(bundle, parts)) needed.add(name);
  }
  const names = [...parts.listed.keys()].filter((name) => name.startsWith(chunkName('')));
  // A project file holds what its project needs; a backup of a store may hold what nobody refers to any more.
  if (isSingle && names.length !== needed.size) throw tampered(manifestName);
  return {
    bundles,
    chunks: names.map((name) => ({
      bytes: parts.listed.get(name)?.bytes ?? 0,
      read: () => parts.read(name),
    })),
  };
}

async function readSingle(
  parts: FileParts,
  recordsSha256: string,
  layouts: FileLayouts,
): Promise<ProjectBundle> {
  const records = await parts.read(recordsName);
  if ((await sha256Hex(records)) !== recordsSha256) throw tampered(recordsName);
  weighJson(records, recordsName);
  return readRecords(new TextDecoder('utf-8').decode(records), layouts);
}

/** Names of the chunks that the records refer to; each is there, at the size they say. */
function chunksOf(bundle: ProjectBundle, { listed }: FileParts): string[] {
  return chunksByOwner(bundle).flatMap(({ refs }) =>
    refs.map((ref) => {
      const entry = listed.get(chunkName(ref.sha256));
      if (entry?.bytes !== ref.bytes || entry.sha256 !== ref.sha256) throw tampered(chunkName(ref.sha256));
      return entry.name;
    }),
  );
}
