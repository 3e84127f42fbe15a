// Takes in a project file: whole, or not at all. Every header, hash and record is checked before the one commit.
import * as v from 'valibot';
import { HearthError } from '../../contract/fault';
import type { Job, Progress } from '../../contract/job';
import { chunksByOwner, commitBundle, isKnown, type ProjectBundle } from '../../storage/bundle';
import { putChunk, withPin } from '../../storage/chunks';
import { sha256Hex } from '../../storage/hash';
import { checkRecords } from './check-records';
import { copyRecords } from './copy-records';
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

/** Imports the file as a project of its own; where that project is here already, as a copy under new ids. */
export async function importProject(file: Blob, job: Job<Progress>): Promise<{ projectId: string }> {
  const entries = await openZip(file, entryRules, job.signal);
  const manifest = readManifest(await manifestText(file, entries));
  const byName = matchEntries(entries, manifest);
  const records = await readPart(file, byName, recordsName);
  if ((await sha256Hex(records)) !== manifest.recordsSha256) throw tampered(recordsName);
  const bundle = readRecords(new TextDecoder('utf-8').decode(records));
  if (!bundle) throw tampered(recordsName);
  await checkRecords(bundle);
  checkChunkList(bundle, manifest);
  return storeBundle(file, byName, bundle, job);
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

async function storeBundle(
  file: Blob,
  parts: Map<string, Part>,
  bundle: ProjectBundle,
  job: Job<Progress>,
): Promise<{ projectId: string }> {
  const chunks = [...parts.values()].filter(({ entry }) => entry.name !== recordsName);
  const total = chunks.reduce((sum, { entry }) => sum + entry.bytes, 0);
  return withPin(async (pin) => {
    let done = 0;
    for (const { entry } of chunks) {
      job.signal.throwIfAborted();
      await putChunk(await readPart(file, parts, entry.name), pin);
      done += entry.bytes;
      job.emit({ kind: 'progress', stage: 'unpack', done, total, unit: 'bytes' });
    }
    const own = (await isKnown(bundle)) ? await copyRecords(bundle) : bundle;
    const onChecked = (checked: number) =>
      job.emit({ kind: 'progress', stage: 'verify', done: checked, total: chunks.length, unit: 'items' });
    await commitBundle(own, pin, { signal: job.signal, onChecked });
    return { projectId: own.project.id };
  });
}
