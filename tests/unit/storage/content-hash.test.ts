import { expect, test } from 'vitest';
import { contentState, withContentHash, withNextHash } from '../../../src/storage/registry/content-hash';
import { migrateBy } from '../../../src/storage/registry/migrate-record';
import { recordState } from '../../../src/engine/project/check-records';
import { projectTable, type AnyProjectTable } from '../../../src/storage/registry/tables';
import { aRun } from './run-records';
import { newId } from '../../../src/storage/store/ids';

interface Note {
  text: string;
  value: number;
  contentSha256?: string;
}
const note: Note = { text: 'Loans 贷款', value: NaN };

test('a record holds until a field of it differs, in whatever order its fields lie', () => {
  const record = withContentHash(note);
  expect(contentState(record)).toBe('held');
  const { text, value, contentSha256 } = record;
  expect(contentState({ contentSha256, value, text } as Note)).toBe('held');
  expect(contentState({ ...record, value: Infinity } as Note)).toBe('altered');
  expect(contentState(note)).toBe('unsealed');
});

test('the next state of a record holds, but not where the one before it did not', () => {
  const record = withContentHash(note);
  expect(contentState(withNextHash(record, { ...record, value: 2 }))).toBe('held');
  expect(contentState(withNextHash(note, { ...note, value: 2 }))).toBe('held');
  const edited = { ...record, text: 'forged' };
  expect(contentState(withNextHash(edited, { ...edited, value: 2 }))).toBe('altered');
});

test('a migration keeps what held, what did not and what was not hashed', () => {
  const steps = [(old: Record<string, unknown>) => ({ ...old, unit: 'ms' })];
  const record = { ...withContentHash(note) };
  expect(contentState(migrateBy(steps, record))).toBe('held');
  expect(contentState(migrateBy(steps, { ...record, value: 7 }))).toBe('altered');
  expect(contentState(migrateBy(steps, { ...note }))).toBe('unsealed');
  expect(migrateBy([], record)).toEqual(record);
});

test('the check of a project computes the same hash as a commit does', async () => {
  const { hash: _, ...runs } = projectTable('runs') as unknown as AnyProjectTable;
  const run = withContentHash({ ...aRun(newId()), number: 3 });
  expect(await recordState(runs, { ...run })).toBe('held');
  expect(await recordState(runs, { ...run, secondsTrained: 9.25 })).toBe('altered');
});
