// Runs: numbered per project, saved as they go on, refused deletion while a version stands on them.
import { HearthError } from '../contract/transport/fault';
import type { Run, RunStatus } from '../contract/model/run';
import type { DecidedRun } from '../contract/model/runs/run-fields';
import { runLock } from '../contract/project/view';
import { announce } from './store/changes';
import { collectLater, verifyChunks } from './chunks/chunks';
import { stored, type HearthDatabase } from './store/database';
import { adopt, disown, threadPin } from './chunks/references';
import { withContentHash, withNextHash } from './registry/content-hash';
import { removeRecords } from './registry/remove-records';
import { chunkOwner, chunksOf } from './registry/tables';
import { rowsIn } from './views/rows';

/** The run, or `not_found`. */
export async function getRun(id: string): Promise<Run> {
  const run = await findRun(id);
  if (!run) throw new HearthError('not_found', { field: 'run' }, { id });
  return run;
}

/** The run, or null. */
export async function findRun(id: string): Promise<Run | null> {
  return (await stored((db) => db.runs.get(id))) ?? null;
}

/** Runs of a project, oldest first. */
export function runsOf(projectId: string): Promise<Run[]> {
  return stored((db) => db.runs.where('projectId').equals(projectId).sortBy('id'));
}

/** Ids of a project's runs, oldest first; reads no record. */
export async function runIdsOf(projectId: string): Promise<string[]> {
  return (await stored((db) => db.runs.where('projectId').equals(projectId).primaryKeys())).sort();
}

/** What decided these runs; of those that are gone or damaged none. */
export async function recipesOf(ids: readonly string[]): Promise<DecidedRun[]> {
  const runs = await stored((db) => db.runs.bulkGet([...ids]));
  return runs.flatMap((run: Partial<Run> | undefined) => {
    // A damaged record may have no recipe, whatever its type says.
    const { id, recipe, convergence } = run ?? {};
    return id && recipe ? [{ id, recipe, ...(convergence ? { convergence } : {}) }] : [];
  });
}

/** Runs of every project that stand at a status, oldest first. */
export function runsAt(status: RunStatus): Promise<Run[]> {
  return stored((db) => db.runs.where('status').equals(status).sortBy('id'));
}

/** Runs by their ids, without those that are gone. */
export async function findRuns(ids: string[]): Promise<Run[]> {
  return (await stored((db) => db.runs.bulkGet(ids))).filter((run) => run !== undefined);
}

/** The largest number of a project's runs, 0 without any. Reads records only of runs that have no row. */
async function lastNumber(db: HearthDatabase, projectId: string): Promise<number> {
  const rows = await rowsIn(db, projectId, 'runs');
  const known = new Set(rows.map(({ id }) => id));
  const ids = await db.runs.where('projectId').equals(projectId).primaryKeys();
  const others = await db.runs.bulkGet(ids.filter((id) => !known.has(id)));
  const numbers = [...rows, ...others].flatMap((run) => (run ? [run.number] : []));
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

/** Stores a new run under the project's next number. */
export async function createRun(run: Omit<Run, 'number'>): Promise<Run> {
  const created = await stored((db) =>
    db.transaction('rw', db.projects, db.runs, db.rows, async () => {
      if (!(await db.projects.get(run.projectId)))
        throw new HearthError('not_found', { field: 'project' }, { id: run.projectId });
      const numbered = withContentHash<Run>({ ...run, number: (await lastNumber(db, run.projectId)) + 1 });
      await db.runs.add(numbered);
      return numbered;
    }),
  );
  announce(run.projectId, 'runs', { ids: [run.id] });
  return created;
}

/** Replaces a run's record. A run that was deleted meanwhile stays deleted (`not_found`). */
export async function saveRun(run: Run): Promise<void> {
  const refs = chunksOf('runs', run);
  const pin = await threadPin();
  const known = await stored((db) => db.references.where('owner').equals(chunkOwner('runs', run.id)).count());
  // Weights are read back once, when the run first refers to them.
  if (refs.length > 0 && known === 0) await verifyChunks(refs);
  await stored((db) =>
    db.transaction('rw', db.runs, db.chunks, db.references, async () => {
      const known = await db.runs.get(run.id);
      if (!known) throw new HearthError('not_found', { field: 'run' }, { id: run.id });
      await disown(db, [chunkOwner('runs', run.id)]);
      await adopt(db, chunkOwner('runs', run.id), refs, pin);
      // What people noted meanwhile is not the writer's.
      const { annotation: _, ...rest } = run;
      const next: Run = known.annotation ? { ...rest, annotation: known.annotation } : rest;
      await db.runs.put(withNextHash(known, next));
    }),
  );
  announce(run.projectId, 'runs', { ids: [run.id] });
}

/**
 * Deletes a run with its checkpoints and judgements. `run_busy` while a thread trains it, `input_invalid` where a version was
 * registered from it.
 */
export async function deleteRun(id: string): Promise<void> {
  const run = await getRun(id);
  await refuseWhileTraining([id]);
  const removed = await stored((db) =>
    db.transaction('rw', db.tables, async () => {
      const version = await db.versions.where('runId').equals(id).first();
      if (version)
        throw new HearthError(
          'input_invalid',
          { field: 'runId' },
          { reason: 'registered', version: version.number },
        );
      return removeRecords(db, 'runs', [id]);
    }),
  );
  for (const [table, gone] of removed) announce(run.projectId, table, { gone });
  collectLater();
}

/** Names of the Web Locks that some thread holds, or waits for. */
async function lockNames(): Promise<Set<string>> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return new Set([...held, ...pending].map((lock) => lock.name ?? ''));
}

/** Throws `run_busy` where a thread trains one of the runs. */
export async function refuseWhileTraining(runIds: string[]): Promise<void> {
  const names = await lockNames();
  const busy = runIds.find((id) => names.has(runLock(id)));
  if (busy !== undefined) throw new HearthError('run_busy', {}, { run: busy });
}

/** Runs that are marked as running but that no thread trains any more become `interrupted`. */
export async function markInterrupted(runs: Run[]): Promise<Run[]> {
  if (!runs.some((run) => run.status === 'running')) return runs;
  const alive = await lockNames();
  const marked: Run[] = [];
  for (const run of runs) {
    if (run.status !== 'running' || alive.has(runLock(run.id))) marked.push(run);
    else marked.push(await interrupt(run));
  }
  return marked;
}

async function interrupt(run: Run): Promise<Run> {
  try {
    const now = await stored((db) =>
      db.transaction('rw', db.runs, db.checkpoints, async () => {
        const current = (await db.runs.get(run.id)) ?? run;
        if (current.status !== 'running') return current;
        // The end may have come between the checkpoint's head and the run's own record of it.
        const kept = await db.checkpoints
          .where('[runId+generation]')
          .between([run.id, 0], [run.id, Infinity])
          .last();
        const reached =
          kept && kept.step > (current.step ?? 0) ? { step: kept.step, history: kept.history } : {};
        const interrupted = withNextHash<Run>(current, { ...current, ...reached, status: 'interrupted' });
        await db.runs.put(interrupted);
        return interrupted;
      }),
    );
    announce(run.projectId, 'runs', { ids: [run.id] });
    return now;
  } catch (thrown) {
    // On a full disk what is there can still be read: the mark is made once there is room.
    if (thrown instanceof HearthError && thrown.fault.code === 'storage_full')
      return { ...run, status: 'interrupted' };
    throw thrown;
  }
}
