// Judgements of runs. Immutable; a new judging of a run makes a new one.
import { HearthError } from '../contract/transport/fault';
import type { Judgement } from '../contract/model/judgement';
import type { Run } from '../contract/model/run';
import { announce } from './store/changes';
import { verifyChunks } from './chunks/chunks';
import { stored } from './store/database';
import { adopt, threadPin } from './chunks/references';
import { withContentHash } from './registry/content-hash';
import { chunkOwner, chunksOf } from './registry/tables';

/** The judgement, or `not_found`. */
export async function getJudgement(id: string): Promise<Judgement> {
  const judgement = await stored((db) => db.judgements.get(id));
  if (!judgement) throw new HearthError('not_found', { field: 'judgement' }, { id });
  return judgement;
}

/** The newest judgement of a run, or null. */
export async function judgementOf(runId: string): Promise<Judgement | null> {
  const all = await stored((db) => db.judgements.where('runId').equals(runId).sortBy('id'));
  return all.at(-1) ?? null;
}

/** Judgements of a project, newest first. */
export async function judgementsOf(projectId: string): Promise<Judgement[]> {
  return (await stored((db) => db.judgements.where('projectId').equals(projectId).sortBy('id'))).reverse();
}

/** Runs of every project that ended with weights and have no judgement, oldest first. Reads no record of the others. */
export async function unjudgedRuns(): Promise<Pick<Run, 'id' | 'projectId'>[]> {
  const found = await stored((db) =>
    db.transaction('r', db.runs, db.judgements, async () => {
      const ended = await db.runs.where('status').anyOf('done', 'stopped').primaryKeys();
      const judged = new Set(await db.judgements.orderBy('runId').uniqueKeys());
      return db.runs.bulkGet(ended.filter((id) => !judged.has(id)).sort());
    }),
  );
  return found.filter((run) => run !== undefined && run.artifact !== null) as Run[];
}

/** Makes a judgement known; its predictions chunk must be stored. */
export async function commitJudgement(judgement: Judgement): Promise<void> {
  const refs = chunksOf('judgements', judgement);
  await verifyChunks(refs);
  const pin = await threadPin();
  await stored((db) =>
    db.transaction('rw', db.judgements, db.runs, db.chunks, db.references, async () => {
      if (!(await db.runs.get(judgement.runId)))
        throw new HearthError('not_found', { field: 'run' }, { id: judgement.runId });
      await adopt(db, chunkOwner('judgements', judgement.id), refs, pin);
      await db.judgements.add(withContentHash(judgement));
    }),
  );
  announce(judgement.projectId, 'judgements', { ids: [judgement.id] });
}
