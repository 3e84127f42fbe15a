import { Dexie } from 'dexie';
import { expect, onTestFinished, test } from 'vitest';
import { HearthError } from '../../../src/contract/transport/fault';
import type { StoreState } from '../../../src/contract/transport/store-state';
import { changesChannel, type ChangeNotice } from '../../../src/contract/project/view';
import { stored, useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { allProjects, getProjectRecord, removeProject, replaceProject } from '../../../src/storage/projects';
import {
  layoutVersion,
  schemaOf,
  schemaVersions,
  type SchemaVersion,
} from '../../../src/storage/store/schema';
import { getTask, putTask } from '../../../src/storage/team';
import { tables } from '../../../src/storage/registry/tables';
import { beforeGivingWay, watchStore } from '../../../src/storage/store/store-state';
import { addProject, aProject } from '../../unit/storage/project-records';
import { freshDatabase } from './fresh';

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof HearthError ? thrown.fault.code : String(thrown);
}

/** A connection of another tab, possibly of another version of the app. */
function rawOpen(name: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = version === undefined ? indexedDB.open(name) : indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('not opened'));
  });
}

const withNames: readonly SchemaVersion[] = [
  ...schemaVersions,
  {
    version: layoutVersion + 1,
    stores: { projects: 'id, name' },
    migrate: (transaction) =>
      transaction
        .table('projects')
        .toCollection()
        .modify((project: { name: string }) => {
          project.name = project.name.trim();
        }),
  },
];

test('a newer layout migrates what an older one left', async () => {
  const name = freshDatabase();
  const project = aProject('  Loans ');
  await addProject(project);
  useDatabase(name, withNames);
  expect(await getProjectRecord(project.id)).toEqual({ ...project, name: 'Loans' });
  expect(await stored((db) => db.projects.where('name').equals('Loans').count())).toBe(1);
});

/** The tables as a later app may define them: records of projects and tasks have changed. */
const changed = [...tables.values()].map((table) => {
  if (table.name !== 'projects' && table.name !== 'tasks') return table;
  const migrate = (old: Record<string, unknown>) => {
    const text = old['name'] ?? old['title'];
    if (text === 'breaks') throw new Error('half way');
    return { ...old, told: `${String(text)}!` };
  };
  return {
    ...table,
    layouts: [...table.layouts, { since: layoutVersion + 1, migrate }] as typeof table.layouts,
  };
});

async function addTask(projectId: string, title: string): Promise<string> {
  const id = newId();
  await putTask({ id, projectId, title, assigneeId: null, dueAt: null, doneAt: null, createdAt: 1 });
  return id;
}

test('records of an older layout are migrated by their tables, all in one', async () => {
  const name = freshDatabase();
  const project = aProject('Loans');
  await addProject(project);
  const task = await addTask(project.id, 'Ask');
  useDatabase(name, schemaOf(changed));
  expect(await getProjectRecord(project.id)).toEqual({ ...project, told: 'Loans!' });
  expect(await getTask(task)).toMatchObject({ title: 'Ask', told: 'Ask!' });
});

test('a migration that fails at the last record leaves every table as it was', async () => {
  const name = freshDatabase();
  const project = aProject('Loans');
  await addProject(project);
  const task = await addTask(project.id, 'breaks');
  useDatabase(name, schemaOf(changed));
  await expect(allProjects()).rejects.toThrow();
  useDatabase(name);
  expect(await allProjects()).toEqual([project]);
  expect(await getTask(task)).not.toHaveProperty('told');
});

test('a migration that fails leaves the old layout and its data', async () => {
  const name = freshDatabase();
  const project = aProject();
  await addProject(project);
  const breaking: SchemaVersion[] = [
    ...schemaVersions,
    {
      version: layoutVersion + 1,
      stores: { projects: 'id, name' },
      migrate: async (transaction) => {
        await transaction.table('projects').clear();
        throw new Error('half way');
      },
    },
  ];
  useDatabase(name, breaking);
  await expect(allProjects()).rejects.toThrow();
  useDatabase(name);
  expect(await allProjects()).toEqual([project]);
});

test('an older app refuses a newer layout and does not touch it', async () => {
  const name = `hearth-test-${newId()}`;
  onTestFinished(() => void indexedDB.deleteDatabase(name));
  const newer = new Dexie(name);
  newer.version(70).stores({ somethingElse: 'id' });
  await newer.open();
  newer.close();
  useDatabase(name);
  await expect(allProjects()).rejects.toMatchObject({
    fault: { code: 'storage_newer', params: { found: 70, known: layoutVersion } },
  });
  const after = await rawOpen(name);
  expect([after.version, [...after.objectStoreNames]]).toEqual([700, ['somethingElse']]);
  after.close();
  useDatabase('hearth-test-idle');
});

test('a tab that holds an older layout open is waited for, and once it lets go the opening goes on by itself', async () => {
  const name = freshDatabase();
  await addProject(aProject());
  useDatabase('hearth-test-idle');
  const stubborn = await rawOpen(name); // does not react to versionchange
  const told: StoreState[] = [];
  watchStore((state) => {
    told.push(state);
    if (state === 'waiting') stubborn.close();
  });
  useDatabase(name, withNames);
  expect((await allProjects()).length).toBe(1);
  expect(told).toEqual(['waiting', 'open']);
});

test('another tab that upgrades gets the store once what is under way here is finished', async () => {
  const name = freshDatabase();
  await addProject(aProject());
  let finished = false;
  beforeGivingWay(async () => {
    await addProject(aProject('finished before'));
    finished = true;
  });
  const upgraded = await rawOpen(name, 10 * (layoutVersion + 1));
  expect(finished).toBe(true);
  const kept = upgraded.transaction('projects').objectStore('projects').count();
  await new Promise((resolve) => (kept.onsuccess = resolve));
  expect(kept.result).toBe(2);
  upgraded.close();
  expect(await codeOf(allProjects())).toBe('storage_outdated');
});

test('a database that is deleted under our hands is told of, and what comes next is a new one', async () => {
  const name = freshDatabase();
  await addProject(aProject());
  const told: StoreState[] = [];
  watchStore((state) => told.push(state));
  await Dexie.delete(name);
  expect(told).toEqual(['cleared']);
});

/** The browser closes the store under our hands, as it does where the disk is full. */
async function closedByBrowser(): Promise<StoreState> {
  await addProject(aProject());
  const told = new Promise<StoreState>((resolve) => watchStore(resolve));
  const native = await stored(async (db) => db.backendDB());
  native.close();
  native.dispatchEvent(new Event('close'));
  return told;
}

test('a store that the browser closes while its data are there is not told of as cleared, and opens again', async () => {
  const name = freshDatabase();
  expect(await closedByBrowser()).toBe('closed');
  useDatabase(name); // the app's own name is opened by itself
  expect(await allProjects()).toHaveLength(1);
});

test('one that it closes after a write that found no room is told of as full', async () => {
  const name = freshDatabase();
  const full = new DOMException('no room', 'QuotaExceededError');
  expect(await codeOf(stored(() => Promise.reject(full)))).toBe('storage_full');
  expect(await closedByBrowser()).toBe('full');
  useDatabase(name); // the app's own name is opened by itself
  expect(await allProjects()).toHaveLength(1);
});

test('a write with an older revision is refused', async () => {
  freshDatabase();
  const project = aProject();
  await addProject(project);
  const first = await replaceProject({ ...project, name: 'first' });
  expect(first?.revision).toBe(1);
  expect(await replaceProject({ ...project, name: 'second' })).toBeNull();
  expect((await getProjectRecord(project.id)).name).toBe('first');
});

test('a commit is announced to other threads', async () => {
  freshDatabase();
  const channel = new BroadcastChannel(changesChannel);
  onTestFinished(() => channel.close());
  const project = aProject();
  const heard = new Promise<ChangeNotice>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<ChangeNotice>) => {
      if (data.projectId === project.id) resolve(data);
    };
  });
  await addProject(project);
  expect(await heard).toEqual({ projectId: project.id, table: 'projects', ids: [project.id] });
});

test('a deleted project leaves nothing', async () => {
  freshDatabase();
  const [gone, kept] = [aProject('gone'), aProject('kept')];
  await addProject(gone);
  await addProject(kept);
  await removeProject(gone.id);
  expect((await allProjects()).map(({ name }) => name)).toEqual(['kept']);
  expect(await codeOf(getProjectRecord(gone.id))).toBe('not_found');
});
