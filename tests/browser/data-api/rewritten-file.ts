// A project file that someone edited and whose own hashes were all made to hold again.
import { unzipSync } from 'fflate';
import { canonicalJson } from '../../../src/domain/hashing/canonical';
import { ZipWriter } from '../../../src/engine/project-file/zip/zip-writer';
import { sha256Hex } from '../../../src/storage/chunks/hash';

export type Json = Record<string, unknown>;
export type Bundle = Record<string, Json[]>;

/** The file with its records changed and every hash of manifest and entries made to hold again. */
export async function rewritten(file: Blob, change: (records: Bundle) => void): Promise<File> {
  const entries = unzipSync(new Uint8Array(await file.arrayBuffer()));
  const read = (name: string) => JSON.parse(new TextDecoder().decode(entries[name])) as Json;
  const records = read('records.json');
  change(records as Bundle);
  const manifest = read('manifest.json');
  const bytes = new TextEncoder().encode(canonicalJson(records));
  const writer = new ZipWriter();
  const listed: Json[] = [];
  for (const [name, old] of Object.entries(entries)) {
    if (name === 'manifest.json') continue;
    const content = name === 'records.json' ? bytes : new Uint8Array(old);
    const { packedSha256 } = await writer.add(name, content);
    listed.push({ name, bytes: content.length, sha256: await sha256Hex(content), packedSha256 });
  }
  const text = canonicalJson({ ...manifest, entries: listed, recordsSha256: await sha256Hex(bytes) });
  const blob = writer.finish('', { name: 'manifest.json', bytes: new TextEncoder().encode(text) });
  return new File([blob], 'altered.hearth');
}
