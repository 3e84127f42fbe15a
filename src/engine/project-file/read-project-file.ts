// Opens a project file and proves it: headers, manifest, hashes, records. Stores nothing.
import * as v from 'valibot';
import { HearthError } from '../../contract/fault';
import { chunksByOwner, type ProjectBundle } from '../../storage/bundle';
import { sha256Hex } from '../../storage/hash';
import { checkRecords } from './check-records';
import {
  chunkName,
  entryRules,
  manifest as manifestSchema,
  manifestName,
  projectFileFormat,
  recordsName,
  type Manifest,
} from './manifest';
import { parseUntrusted, readRecords } from './records-json';
import type { ZipEntry } from './zip-layout';
import { foreign, openZip, readEntry, tampered } from './zip-reader';

/** A file whose records hold; its chunks are proven as they are read. */
export interface ProjectFile {
  bundle: ProjectBundle;
  chunks: { bytes: number; read(): Promise<Uint8Array<ArrayBuffer>> }[];
}

/**
 * Opens the file. Throws `project_file_truncated`, `project_file_tampered` with the entry, `project_file_newer`,
 * `project_file_foreign`.
 */
export async function openProjectFile(file: Blob, signal: AbortSignal): Promise<ProjectFile> {
  const entries = await openZip(file, entryRules, signal);
  const manifest = readManifest(await manifestText(file, entries));
  const parts = matchEntries(entries, manifest);
  const records = await readPart(file, parts, recordsName);
  if ((await sha256Hex(records)) !== manifest.recordsSha256) throw tampered(recordsName);
  const bundle = readRecords(new TextDecoder('utf-8').decode(records));
  if (!bundle) throw tampered(recordsName);
  await checkRecords(bundle);
  checkChunkList(bundle, manifest);
  const names = [...parts.keys()].filter((name) => name !== recordsName);
  return {
    bundle,
    chunks: names.map((name) => ({
      bytes: parts.get(name)?.entry.bytes ?? 0,
      read: () => readPart(file, parts, name),
    })),
  };
}

interface Part {
  entry: ZipEntry;
  listed: Manifest['entries'][number];
}

async function manifestText(file: Blob, entries: ZipEntry[]): Promise<string> {
  const [first] = entries;
  if (first?.name !== manifestName) throw foreign();
  return new TextDecoder().decode(await readEntry(file, first));
}

function readManifest(text: string): Manifest {
  const parsed = parseUntrusted(text);
  if (typeof parsed !== 'object' || parsed === null || Reflect.get(parsed, 'app') !== 'hearth')
    throw foreign();
  const format: unknown = Reflect.get(parsed, 'format');
  if (typeof format === 'number' && format > projectFileFormat)
    throw new HearthError('project_file_newer', {}, { found: format, known: projectFileFormat });
  const checked = v.safeParse(manifestSchema, parsed);
  if (!checked.success) throw tampered(manifestName);
  return checked.output;
}

/** The manifest and the zip must list the same entries in the same order. */
function matchEntries(entries: ZipEntry[], manifest: Manifest): Map<string, Part> {
  const rest = entries.slice(1);
  if (rest.length !== manifest.entries.length) throw tampered(manifestName);
  return new Map(
    manifest.entries.map((listed, index) => {
      const entry = rest[index];
      if (entry?.name !== listed.name || entry.bytes !== listed.bytes)
        throw tampered(listed.name.slice(0, 80));
      return [listed.name, { entry, listed }];
    }),
  );
}

async function readPart(
  file: Blob,
  parts: Map<string, Part>,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const part = parts.get(name);
  if (!part) throw tampered(name);
  const bytes = await readEntry(file, part.entry, part.listed.packedSha256);
  if ((await sha256Hex(bytes)) !== part.listed.sha256) throw tampered(name);
  return bytes;
}

/** Exactly the chunks that the records refer to, at the sizes they say. */
function checkChunkList(bundle: ProjectBundle, manifest: Manifest): void {
  const listed = new Map(
    manifest.entries.filter(({ name }) => name !== recordsName).map((entry) => [entry.name, entry]),
  );
  const needed = new Set<string>();
  for (const { refs } of chunksByOwner(bundle))
    for (const ref of refs) {
      const entry = listed.get(chunkName(ref.sha256));
      if (entry?.bytes !== ref.bytes || entry.sha256 !== ref.sha256) throw tampered(chunkName(ref.sha256));
      needed.add(entry.name);
    }
  if (needed.size !== listed.size) throw tampered(manifestName);
}
