// The parts of a file of ours: listed by its manifest, each proven by its hash as it is read. Knows nothing of records.
import * as v from 'valibot';
import { HearthError } from '../../contract/transport/fault';
import { sha256Hex } from '../../storage/chunks/hash';
import {
  askedBytes,
  askedRecordBytes,
  backupFormat,
  entryRules,
  manifest as manifestSchema,
  manifestName,
  type Manifest,
} from './manifest';
import { parseUntrusted } from '../../domain/hashing/json-numbers';
import { tooLarge, weighJson } from './reading/weigh-json';
import type { ZipEntry } from './zip/zip-layout';
import { foreign, openZip, readEntry, tampered } from './zip/zip-reader';

type Listed = Manifest['entries'][number];

/** A file whose manifest and headers hold. */
export interface FileParts {
  manifest: Manifest;
  /** Of every entry but the manifest, by name. */
  listed: ReadonlyMap<string, Listed>;
  /** The person said that it may be large. */
  large: boolean;
  /** The bytes of a part. Throws `project_file_tampered`, naming it, where it is missing or altered. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Opens the file. Throws `project_file_truncated`, `project_file_tampered` with the entry, `project_file_newer`,
 * `project_file_foreign`; `project_file_large` where it unpacks to much and nobody said that it may.
 */
export async function openParts(file: Blob, signal: AbortSignal, large = false): Promise<FileParts> {
  const entries = await openZip(file, entryRules, signal);
  const total = bytesOf(entries);
  const records = bytesOf(entries.filter(({ name }) => name.endsWith('.json')));
  if (!large && (total > askedBytes || records > askedRecordBytes)) throw tooLarge(total);
  const manifest = readManifest(await manifestText(file, entries));
  const parts = matchEntries(entries, manifest);
  return {
    manifest,
    large,
    listed: new Map(manifest.entries.map((entry) => [entry.name, entry])),
    read: async (name) => {
      const part = parts.get(name);
      if (!part) throw tampered(name);
      const bytes = await readEntry(file, part.entry, part.listed.packedSha256);
      if ((await sha256Hex(bytes)) !== part.listed.sha256) throw tampered(name);
      return bytes;
    },
  };
}

const bytesOf = (entries: readonly ZipEntry[]) => entries.reduce((sum, { bytes }) => sum + bytes, 0);

async function manifestText(file: Blob, entries: ZipEntry[]): Promise<string> {
  const [first] = entries;
  if (first?.name !== manifestName) throw foreign();
  const bytes = await readEntry(file, first);
  weighJson(bytes, manifestName, true);
  return new TextDecoder().decode(bytes);
}

function readManifest(text: string): Manifest {
  const parsed = parseUntrusted(text);
  if (typeof parsed !== 'object' || parsed === null || Reflect.get(parsed, 'app') !== 'hearth')
    throw foreign();
  const format: unknown = Reflect.get(parsed, 'format');
  if (typeof format === 'number' && format > backupFormat)
    throw new HearthError('project_file_newer', {}, { found: format, known: backupFormat });
  const checked = v.safeParse(manifestSchema, parsed);
  if (!checked.success) throw tampered(manifestName);
  return checked.output;
}

/** The manifest and the zip must list the same entries in the same order. */
function matchEntries(
  entries: ZipEntry[],
  manifest: Manifest,
): Map<string, { entry: ZipEntry; listed: Listed }> {
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
