// A backup with records that do not hold: every project that is whole is read, the others are named with record and reason.
import { beforeAll, expect, test } from 'vitest';
import { currentVersions } from '../../../src/engine/project-file/file-layouts';
import {
  openProjectFile,
  type ProjectFile,
} from '../../../src/engine/project-file/reading/read-project-file';
import { writeBackup } from '../../../src/engine/project-file/write-backup';
import { rowsOf, type ProjectBundle } from '../../../src/storage/bundle';
import { projectTables } from '../../../src/storage/registry/tables';
import { layoutVersion } from '../../../src/storage/store/schema';
import { quietJob, wholeProject } from './a-project';

type Whole = Awaited<ReturnType<typeof wholeProject>>;
let kept: Whole;
let broken: Whole;

beforeAll(async () => {
  [kept, broken] = [await wholeProject(), await wholeProject()];
  broken.bundle.project = { ...broken.bundle.project, name: 'Broken' };
});

/** A backup of both projects, with some records in a table altered as no app writes them. */
async function backup(table: string, alter: (rows: unknown[]) => unknown[]): Promise<ProjectFile> {
  const chunks = new Map([...kept.chunks, ...broken.chunks]);
  const all = (each: (bundle: ProjectBundle) => unknown[]) =>
    [kept, broken].flatMap(({ bundle }) => each(bundle));
  const blob = await writeBackup(
    {
      layout: layoutVersion,
      versions: currentVersions(),
      tables: projectTables.map((one) => {
        const rows = all((bundle) => rowsOf(bundle, one));
        return { name: one.name, rows: one.name === table ? alter(rows) : rows };
      }),
      chunks: [...chunks].map(([sha256, { length: bytes }]) => ({ sha256, bytes })),
      read: async ({ sha256 }) => chunks.get(sha256) ?? new Uint8Array(0),
      total: 1,
      unit: 'bytes',
    },
    quietJob(),
  );
  return openProjectFile(blob, new AbortController().signal);
}

/** The rows with a change to those of the broken project. */
const ofBroken = (change: object) => (rows: unknown[]) =>
  rows.map((row) => {
    const { id, projectId } = row as { id: string; projectId?: string };
    return (projectId ?? id) === broken.bundle.project.id ? { ...(row as object), ...change } : row;
  });

test('both are read where all records hold', async () => {
  const { bundles, leftOut } = await backup('runs', (rows) => rows);
  expect([bundles.length, leftOut]).toEqual([2, []]);
});

test.each([
  ['a project', 'projects', { revision: -1 }, 'revision'],
  ['a run', 'runs', { number: 'one' }, 'number'],
  ['a dataset with another hash', 'datasets', { sha256: 'f'.repeat(64) }, 'sha256'],
  ['a version that refers to what is not there', 'versions', { judgementId: 'gone' }, 'judgementId'],
])('%s that does not hold leaves out its project alone, and is named', async (_, table, change, field) => {
  const { bundles, leftOut } = await backup(table, ofBroken(change));
  expect(bundles.map(({ project }) => project.name)).toEqual([kept.bundle.project.name]);
  expect(leftOut).toMatchObject([
    { name: 'Broken', records: 1, fault: { code: 'project_file_tampered', params: { table, field } } },
  ]);
});

test('a record that is further down the line of owners leaves out the project it belongs to', async () => {
  const { bundles, leftOut } = await backup('checkpoints', (rows) =>
    rows.map((row) => {
      const { runId } = row as { runId: string };
      return runId === broken.bundle.runs[0]?.id ? { ...(row as object), step: 'last' } : row;
    }),
  );
  expect(bundles.map(({ project }) => project.name)).toEqual([kept.bundle.project.name]);
  expect(leftOut).toMatchObject([
    { name: 'Broken', fault: { params: { table: 'checkpoints', field: 'step' } } },
  ]);
});

test('records that are none, or whose owner cannot be told, are named without a project', async () => {
  const { bundles, leftOut } = await backup('tasks', (rows) => [...rows, null, { id: 'stray' }]);
  expect(bundles).toHaveLength(2);
  expect(leftOut).toMatchObject([{ name: null, records: 2, fault: { params: { table: 'tasks' } } }]);
});

test('where no project is whole the file is refused with the first reason', async () => {
  const refused = backup('projects', (rows) => rows.map((row) => ({ ...(row as object), revision: -1 })));
  await expect(refused).rejects.toMatchObject({
    fault: { code: 'project_file_tampered', params: { table: 'projects', field: 'revision' } },
  });
});
