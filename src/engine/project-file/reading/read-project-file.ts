// Opens a project file, or a backup of many, and proves it: headers, manifest, hashes, records. Stores nothing.
import type { LeftOut } from '../../../contract/project/left-out';
import { HearthError } from '../../../contract/transport/fault';
import { sha256Hex } from '../../../storage/chunks/hash';
import { chunksByOwner, type ProjectBundle } from '../../../storage/bundle';
import { checkRecords } from './check-records';
import { layoutsOf, type FileLayouts } from '../file-layouts';
import { openParts, type FileParts } from '../file-parts';
import { chunkName, manifestName, recordsName } from '../manifest';
import { asLeftOut, readBackupTables, type ReadProjects } from './read-backup';
import { readRecords } from '../records-json';
import { tampered } from '../zip/zip-reader';
import { weighJson } from './weigh-json';

/** A file whose records hold; its chunks are proven as they are read. */
export interface ProjectFile {
  bundles: ProjectBundle[];
  /** What of a backup does not hold; the projects in `bundles` do. */
  leftOut: LeftOut[];
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
  const { bundles, leftOut, needed } = isSingle
    ? await proveAll([await readSingle(parts, manifest.recordsSha256, layouts)], parts)
    : await proveEach(await readBackupTables(parts, layouts), parts);
  const names = [...parts.listed.keys()].filter((name) => name.startsWith(chunkName('')));
  // A project file holds what its project needs; a backup of a store may hold what nobody refers to any more.
  if (isSingle && names.length !== needed.size) throw tampered(manifestName);
  return {
    bundles,
    leftOut,
    chunks: names.map((name) => ({
      bytes: parts.listed.get(name)?.bytes ?? 0,
      read: () => parts.read(name),
    })),
  };
}

type Proven = ReadProjects & { needed: Set<string> };

/** Holds the records of each project against each other. Throws where they do not fit. */
async function proveAll(bundles: ProjectBundle[], parts: FileParts): Promise<Proven> {
  const needed = new Set<string>();
  for (const bundle of bundles) {
    await checkRecords(bundle);
    for (const name of chunksOf(bundle, parts)) needed.add(name);
  }
  return { bundles, leftOut: [], needed };
}

/** The same project by project: one that does not hold is left out. Throws where none holds. */
async function proveEach(read: ReadProjects, parts: FileParts): Promise<Proven> {
  const proven: Proven = { bundles: [], leftOut: [...read.leftOut], needed: new Set() };
  for (const bundle of read.bundles)
    try {
      const { needed } = await proveAll([bundle], parts);
      proven.bundles.push(bundle);
      for (const name of needed) proven.needed.add(name);
    } catch (thrown) {
      if (!(thrown instanceof HearthError)) throw thrown;
      proven.leftOut.push(...asLeftOut(bundle.project.name, [thrown.fault]));
    }
  const [first] = proven.leftOut;
  if (first && proven.bundles.length === 0) {
    const { code, place, params } = first.fault;
    throw new HearthError(code, place, params);
  }
  return proven;
}

async function readSingle(
  parts: FileParts,
  recordsSha256: string,
  layouts: FileLayouts,
): Promise<ProjectBundle> {
  const records = await parts.read(recordsName);
  if ((await sha256Hex(records)) !== recordsSha256) throw tampered(recordsName);
  weighJson(records, recordsName, parts.large);
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
