import { expect, test } from 'vitest';
import type { Project } from '../../../src/contract/project/project';
import { HearthError } from '../../../src/contract/transport/fault';
import { removeProject } from '../../../src/storage/projects';
import { collectGarbage, getBlob, getChunk, putBlob, putChunk } from '../../../src/storage/chunks/chunks';
import { stored } from '../../../src/storage/store/database';
import { commitDataset } from '../../../src/storage/datasets';
import { newPin, releasePin } from '../../../src/storage/chunks/references';
import { freshDatabase, someBytes } from './fresh';
import { aDataset, addProject, aProject } from '../../unit/storage/project-records';

const same = (project: Project) => Promise.resolve(project);

/** Flips one byte of a chunk in the store, as a failing disk would. */
async function damageChunk(sha256: string): Promise<void> {
  await stored(async (db) => {
    const chunk = await db.chunks.get(sha256);
    if (!(chunk?.bytes instanceof Uint8Array)) throw new Error('no such chunk');
    chunk.bytes[chunk.bytes.length >> 1] = (chunk.bytes[chunk.bytes.length >> 1] ?? 0) ^ 4;
    await db.chunks.put(chunk);
  });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof HearthError ? thrown.fault.code : String(thrown);
}

test('a chunk is named by its SHA-256 and kept once', async () => {
  freshDatabase();
  const bytes = new TextEncoder().encode('abc');
  const ref = await putChunk(bytes);
  // FIPS 180-2, appendix B.1
  expect(ref.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(await putChunk(bytes)).toEqual(ref);
  expect(await stored((db) => db.chunks.count())).toBe(1);
  expect(await getChunk(ref)).toEqual(bytes);
});

test('a view into a large buffer stores only what it shows', async () => {
  freshDatabase();
  const ref = await putChunk(new Uint8Array(new ArrayBuffer(1 << 20), 100, 7));
  const read = await getChunk(ref);
  expect([read.length, read.buffer.byteLength]).toEqual([7, 7]);
});

test('a blob comes back whole from its chunks', async () => {
  freshDatabase();
  const bytes = someBytes(10_001, 3);
  const refs = await putBlob(bytes, 1000);
  expect(refs.map((ref) => ref.bytes)).toEqual([...Array.from({ length: 10 }, () => 1000), 1]);
  expect(await getBlob(refs)).toEqual(bytes);
  expect(await putBlob(new Uint8Array(0))).toEqual([]);
});

test('a flipped byte is found on reading, and named', async () => {
  freshDatabase();
  const ref = await putChunk(someBytes(5000, 4));
  await damageChunk(ref.sha256);
  await expect(getChunk(ref)).rejects.toMatchObject({
    fault: { code: 'storage_damaged', params: { chunk: ref.sha256 } },
  });
});

test('bytes that are stored again mend a damaged chunk of their name', async () => {
  freshDatabase();
  const bytes = someBytes(5000, 4);
  const ref = await putChunk(bytes);
  await damageChunk(ref.sha256);
  expect(await putChunk(bytes)).toEqual(ref);
  expect(await getChunk(ref)).toEqual(bytes);
});

test('a chunk that is gone is damage, and no head can be committed over it', async () => {
  freshDatabase();
  const project = aProject();
  await addProject(project);
  const ref = await putChunk(someBytes(50, 5));
  await stored((db) => db.chunks.delete(ref.sha256));
  expect(await codeOf(getChunk(ref))).toBe('storage_damaged');
  const dataset = aDataset(project.id, [{ firstRow: 0, rows: 5, chunk: ref }]);
  expect(await codeOf(commitDataset(dataset, same))).toBe('storage_damaged');
  expect(await stored((db) => db.datasets.count())).toBe(0);
});

test('garbage is what neither a record nor a write in progress needs', async () => {
  freshDatabase();
  const project = aProject();
  await addProject(project);
  const pin = await newPin();
  const kept = await putChunk(someBytes(500, 6), pin);
  const dropped = await putChunk(someBytes(500, 7), pin);
  const running = await putChunk(someBytes(500, 8));
  await commitDataset(aDataset(project.id, [{ firstRow: 0, rows: 5, chunk: kept }]), same, pin);
  expect(await collectGarbage()).toBe(0);
  await releasePin(pin);
  expect(await collectGarbage()).toBe(1);
  expect(await codeOf(getChunk(dropped))).toBe('storage_damaged');
  expect((await getChunk(kept)).length).toBe(500);
  expect((await getChunk(running)).length).toBe(500);
  await removeProject(project.id); // and its bytes with it
  expect(await collectGarbage()).toBe(0);
  expect(await codeOf(getChunk(kept))).toBe('storage_damaged');
});

test('what a dead thread had pinned is collected', async () => {
  freshDatabase();
  const ref = await putChunk(someBytes(500, 9), 'session:hearth-session-of-a-dead-thread/1');
  expect(await collectGarbage()).toBe(1);
  expect(await codeOf(getChunk(ref))).toBe('storage_damaged');
});

test('a chunk written by two, dropped by one, stays', async () => {
  freshDatabase();
  const [one, two] = [await newPin(), await newPin()];
  const ref = await putChunk(someBytes(300, 10), one);
  await putChunk(someBytes(300, 10), two);
  await releasePin(one);
  expect(await collectGarbage()).toBe(0);
  expect((await getChunk(ref)).length).toBe(300);
});
