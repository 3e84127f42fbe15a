// Writes a project file entry by entry into Blobs, so that memory stays at one entry however large the project.
import { deflateSync } from 'fflate';
import { sha256Hex } from '../../../storage/chunks/hash';
import { crc32 } from '../../../domain/hashing/crc32';
import { centralHeader, endRecords, localHeader, type ZipEntry } from './zip-layout';

/** An entry that packs better than this is stored as it is: a reader refuses more as a bomb. */
export const highestRatio = 100;
/** Parts are handed to the browser, which may move them to disk, when they reach this many bytes. */
const foldAtBytes = 16 * 2 ** 20;

/** An entry as it was written; its offset counts from the end of the first entry. */
type Written = ZipEntry & { packedSha256: string };

/** Collects entries; `finish` puts one more before them, which may tell of all the others, and gives the file. */
export class ZipWriter {
  #parts: Blob[] = [];
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #pendingBytes = 0;
  #offset = 0;
  #entries: ZipEntry[] = [];

  async add(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Written> {
    const packed = pack(bytes);
    const entry = { ...describe(name, bytes, packed), offset: this.#offset };
    this.#entries.push(entry);
    this.#write(localHeader(entry));
    this.#write(packed ?? bytes);
    return { ...entry, packedSha256: await sha256Hex(packed ?? bytes) };
  }

  finish(type: string, first: { name: string; bytes: Uint8Array<ArrayBuffer> }): Blob {
    const head = { ...describe(first.name, first.bytes, null), offset: 0 };
    const header = localHeader(head);
    const shift = header.length + first.bytes.length;
    const start = shift + this.#offset;
    this.#write(centralHeader(head));
    for (const entry of this.#entries) this.#write(centralHeader({ ...entry, offset: entry.offset + shift }));
    this.#write(endRecords(this.#entries.length + 1, start, shift + this.#offset - start));
    this.#fold();
    return new Blob([header, first.bytes, ...this.#parts], { type });
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#pending.push(bytes);
    this.#offset += bytes.length;
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= foldAtBytes) this.#fold();
  }

  #fold(): void {
    this.#parts.push(new Blob(this.#pending));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

function describe(name: string, bytes: Uint8Array, packed: Uint8Array | null): Omit<ZipEntry, 'offset'> {
  const packedBytes = (packed ?? bytes).length;
  return { name, method: packed ? 8 : 0, crc: crc32(bytes), packedBytes, bytes: bytes.length };
}

/** Deflated bytes, or null where deflating gains under a tenth or too much. */
function pack(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  // Weights hardly pack: a look at the first part spares the work on the rest.
  const sample = bytes.subarray(0, 2 ** 16);
  if (bytes.length > sample.length && deflateSync(sample, { level: 1 }).length > 0.9 * sample.length)
    return null;
  const packed = deflateSync(bytes, { level: 1 });
  if (packed.length > 0.9 * bytes.length || packed.length * highestRatio < bytes.length) return null;
  return new Uint8Array(packed);
}
