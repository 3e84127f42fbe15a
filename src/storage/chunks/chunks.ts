// Bytes under the name of their own SHA-256: written once, shared by all who refer to them, hashed again on every read.
import type { ChunkRef } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { StoredChunk } from '../records/chunks';
import { stored } from '../store/database';
import { sha256Hex } from './hash';
import { unlessRead } from './reading';
import { liveSessions, newPin, releasePin, sessionOf, threadPin, unpin, type Pin } from './references';

/** 4 MiB: what one chunk holds where the caller has no reason for another size. */
const defaultChunkBytes = 4 * 2 ** 20;

/** From so many on they are kept as a blob. */
const blobBytes = 256 * 1024;

/** Stores bytes, once; the chunk is pinned until its record is committed. */
export async function putChunk(bytes: Uint8Array, pin?: Pin): Promise<ChunkRef> {
  const [ref] = await putChunks([bytes], pin);
  if (!ref) throw new Error('one chunk makes one reference');
  return ref;
}

/** Stores a few chunks of the same pin in one transaction, which waits for the disk once. */
export async function putChunks(some: readonly Uint8Array[], pin?: Pin): Promise<ChunkRef[]> {
  // Hashing and asking for locks come first: a transaction ends where anything else is awaited.
  const chunks: StoredChunk[] = [];
  for (const bytes of some)
    chunks.push({ sha256: await sha256Hex(bytes), size: bytes.length, bytes: keptBytes(bytes) });
  const owner = pin ?? (await threadPin());
  const names = chunks.map(({ sha256 }) => sha256);
  const known = await stored((db) =>
    db.transaction('rw', db.chunks, db.references, async () => {
      await db.references.bulkPut(names.map((sha256) => ({ owner, sha256 })));
      const found = new Set(await db.chunks.where('sha256').anyOf(names).primaryKeys());
      await db.chunks.bulkPut(chunks.filter(({ sha256 }) => !found.has(sha256)));
      return found;
    }),
  );
  const refs = chunks.map(({ sha256, size }) => ({ sha256, bytes: size }));
  // One of that name that is damaged would stay so for ever: a run that goes on comes to the very same bytes again.
  for (const [index, ref] of refs.entries()) {
    const chunk = chunks[index];
    if (chunk && known.has(ref.sha256) && !(await isWhole(ref))) await stored((db) => db.chunks.put(chunk));
  }
  return refs;
}

/** Exactly these bytes: a view would drag its whole buffer into the store. */
function keptBytes(bytes: Uint8Array): StoredChunk['bytes'] {
  const own =
    bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
  return bytes.length < blobBytes ? new Uint8Array(own) : new Blob([own]);
}

/** Stores bytes as chunks of a given size, in order. No bytes make no chunks. Where one does not fit, none is kept. */
export async function putBlob(
  bytes: Uint8Array,
  chunkBytes = defaultChunkBytes,
  pin?: Pin,
): Promise<ChunkRef[]> {
  const refs: ChunkRef[] = [];
  const owner = pin ?? (await threadPin());
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      refs.push(await putChunk(bytes.subarray(at, at + chunkBytes), owner));
    return refs;
  } catch (thrown) {
    await giveUp(refs, owner);
    throw thrown;
  }
}

/** Takes back what a failed write stored; a store that fails here too has told so by the first error. */
export async function giveUp(refs: ChunkRef[], pin: Pin): Promise<void> {
  await unpin(refs, pin)
    .then(collectGarbage)
    .catch(() => undefined);
}

function damaged(ref: ChunkRef, found: string): HearthError {
  return new HearthError('storage_damaged', { field: 'chunk' }, { chunk: ref.sha256, found });
}

/** Reads a chunk and hashes it. `storage_damaged` where it is gone, shorter or altered. */
export async function getChunk(ref: ChunkRef): Promise<Uint8Array<ArrayBuffer>> {
  const chunk = await stored((db) => db.chunks.get(ref.sha256));
  if (!chunk) throw damaged(ref, 'nothing');
  const bytes = await readBytes(chunk).catch(() => null);
  if (!bytes) throw damaged(ref, 'nothing');
  const sha256 = await sha256Hex(bytes);
  if (sha256 !== ref.sha256 || bytes.length !== ref.bytes) throw damaged(ref, sha256);
  return bytes;
}

async function readBytes({ bytes }: StoredChunk): Promise<Uint8Array<ArrayBuffer>> {
  return bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes;
}

async function isWhole(ref: ChunkRef): Promise<boolean> {
  try {
    await getChunk(ref);
    return true;
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'storage_damaged') return false;
    throw thrown;
  }
}

/** Reads chunks into one array, in order. */
export async function getBlob(refs: ChunkRef[]): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(refs.reduce((sum, ref) => sum + ref.bytes, 0));
  let at = 0;
  for (const ref of refs) {
    whole.set(await getChunk(ref), at);
    at += ref.bytes;
  }
  return whole;
}

/** How a long check hears of an abort and tells how far it is. */
export interface Watch {
  signal?: AbortSignal;
  onChecked?(chunks: number): void;
}

/** Chunks of which one is hashed while the next is read. */
const readAtOnce = 2;

/** Reads every chunk back and hashes it, few in memory at a time. */
export async function verifyChunks(refs: ChunkRef[], { signal, onChecked }: Watch = {}): Promise<void> {
  let checked = 0;
  const left = [...refs];
  const verifyNext = async (): Promise<void> => {
    for (let ref = left.shift(); ref; ref = left.shift()) {
      signal?.throwIfAborted();
      await getChunk(ref);
      onChecked?.(++checked);
    }
  };
  try {
    await Promise.all(Array.from({ length: readAtOnce }, verifyNext));
  } finally {
    left.length = 0; // where one failed, the others need not be read
  }
}

/** Deletes pins of threads that are gone, then every chunk that nobody refers to. Returns how many chunks went; while someone reads, none. */
export async function collectGarbage(): Promise<number> {
  const collected = await unlessRead(collect);
  if (collected === null) collectLater();
  return collected ?? 0;
}

async function collect(): Promise<number> {
  const live = await liveSessions();
  return stored((db) =>
    db.transaction('rw', db.chunks, db.references, async () => {
      const owners = await db.references.where('owner').startsWith('session:').uniqueKeys();
      const dead = owners.map(String).filter((owner) => !live.has(sessionOf(owner) ?? ''));
      await db.references.where('owner').anyOf(dead).delete();
      const needed = new Set(await db.references.orderBy('sha256').uniqueKeys());
      const garbage = (await db.chunks.toCollection().primaryKeys()).filter((sha256) => !needed.has(sha256));
      await db.chunks.bulkDelete(garbage);
      return garbage.length;
    }),
  );
}

/** Bytes of the chunks that are not among these. Only they are read, one at a time. */
export async function bytesBeside(known: ReadonlySet<string>): Promise<number> {
  const names = await stored((db) => db.chunks.toCollection().primaryKeys());
  let bytes = 0;
  for (const name of names)
    if (!known.has(name)) bytes += (await stored((db) => db.chunks.get(name)))?.size ?? 0;
  return bytes;
}

let collection: ReturnType<typeof setTimeout> | null = null;

/** Collects garbage soon, once for many commits. */
export function collectLater(delayMs = 5000): void {
  collection ??= setTimeout(() => {
    collection = null;
    // What a failed collection leaves behind is taken by the next one.
    collectGarbage().catch(() => undefined);
  }, delayMs);
}

/** Runs a write under a pin of its own; whatever it stored and did not commit is taken back, however it ends. */
export async function withPin<T>(work: (pin: Pin) => Promise<T>): Promise<T> {
  const pin = await newPin();
  try {
    const done = await work(pin);
    const left = await releasePin(pin).catch(() => 0);
    // Where all was committed there is nothing of it to be waited for.
    if (left > 0) await collectGarbage().catch(() => undefined);
    else collectLater();
    return done;
  } catch (thrown) {
    // A store that fails here too has told so by the first error; the next collection takes the rest.
    await releasePin(pin)
      .then(collectGarbage)
      .catch(() => undefined);
    throw thrown;
  }
}
