// Which chunks are needed, and by whom. A write in progress pins its chunks under its session, a Web Lock that dies with the
// thread; a committed record refers to them for as long as it exists. What nobody refers to is garbage.
import type { ChunkRef } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { newId } from '../store/ids';
import { stored, type HearthDatabase } from '../store/database';

/** Names a write in progress; its chunks are safe from collection until it is committed or released, or its thread dies. */
export type Pin = string;

let session: Promise<string> | null = null;
let pins = 0;

/** The session of this thread: alive as long as its lock is held. */
function ownSession(): Promise<string> {
  session ??= new Promise((resolve, reject) => {
    const name = `hearth-session-${newId()}`;
    navigator.locks
      .request(name, () => {
        resolve(name);
        return new Promise<never>(() => undefined); // held until the thread ends
      })
      .catch(reject);
  });
  return session;
}

/** A new pin for one import or commit. */
export async function newPin(): Promise<Pin> {
  return `session:${await ownSession()}/${++pins}`;
}

/** The pin of writes that name none; every commit of this thread releases from it what it commits. */
export async function threadPin(): Promise<Pin> {
  return `session:${await ownSession()}/0`;
}

/** Gives up a write: its chunks may be collected. Resolves to how many it had not committed. */
export function releasePin(pin: Pin): Promise<number> {
  return stored((db) => db.references.where('owner').equals(pin).delete());
}

/** Gives up some chunks of a write, as after a commit that failed. */
export async function unpin(refs: ChunkRef[], pin: Pin): Promise<void> {
  await stored((db) => db.references.bulkDelete(refs.map(({ sha256 }): [string, string] => [pin, sha256])));
}

/** Sessions whose thread still lives, this one among them. */
export async function liveSessions(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map((lock) => lock.name ?? '').filter((name) => name.startsWith('hearth-session-')));
}

/** The session that a pin's owner names, or null for a record. */
export function sessionOf(owner: string): string | null {
  return owner.startsWith('session:') ? owner.slice('session:'.length, owner.lastIndexOf('/')) : null;
}

/**
 * Inside a transaction over `chunks` and `references`: makes a record the owner of its chunks instead of the pin.
 * Throws `storage_damaged` where a chunk is not there, so that no head ever points at nothing.
 */
export async function adopt(db: HearthDatabase, owner: string, refs: ChunkRef[], pin: Pin): Promise<void> {
  const names = [...new Set(refs.map((ref) => ref.sha256))];
  const found = new Set(await db.chunks.where('sha256').anyOf(names).primaryKeys());
  const lost = names.find((name) => !found.has(name));
  if (lost !== undefined) throw new HearthError('storage_damaged', { field: 'chunk' }, { chunk: lost });
  await db.references.bulkPut(names.map((sha256) => ({ owner, sha256 })));
  await db.references.bulkDelete(names.map((sha256): [string, string] => [pin, sha256]));
}

/** Inside a transaction over `references`: the owners need nothing any more. */
export async function disown(db: HearthDatabase, owners: string[]): Promise<void> {
  await db.references.where('owner').anyOf(owners).delete();
}
