// Checkpoints of a run, two generations each: the newest whose bytes still hash is the one to go on from.
import { HearthError } from '../contract/transport/fault';
import type { Checkpoint } from '../contract/model/run';
import { announce } from './store/changes';
import { collectLater, giveUp, verifyChunks } from './chunks/chunks';
import { stored, type HearthDatabase } from './store/database';
import { adopt, disown, threadPin, type Pin } from './chunks/references';
import { chunkOwner, chunksOf } from './registry/tables';

function generations(db: HearthDatabase, runId: string) {
  return db.checkpoints.where('[runId+generation]').between([runId, 0], [runId, Infinity]);
}

/** Reads the state back and hashes it, makes it the head in one strict transaction, and keeps one generation before it. */
export async function commitCheckpoint(checkpoint: Checkpoint): Promise<void> {
  const pin = await threadPin();
  const refs = chunksOf('checkpoints', checkpoint);
  try {
    await verifyChunks(refs);
    const { projectId, gone } = await flipHead(checkpoint, pin);
    announce(projectId, 'checkpoints', { ids: [checkpoint.id], gone });
  } catch (thrown) {
    // A disk that is full now would be full for ever if every failed try stayed on it.
    await giveUp(refs, pin);
    throw thrown;
  }
  collectLater();
}

/** Returns the project that the run belongs to, and the generations that gave way. */
function flipHead(checkpoint: Checkpoint, pin: Pin): Promise<{ projectId: string; gone: string[] }> {
  return stored((db) =>
    db.transaction('rw', db.checkpoints, db.runs, db.chunks, db.references, async () => {
      const refs = chunksOf('checkpoints', checkpoint);
      const run = await db.runs.get(checkpoint.runId);
      if (!run) throw new HearthError('not_found', { field: 'run' }, { id: checkpoint.runId });
      const kept = await generations(db, checkpoint.runId).sortBy('generation');
      const newest = kept.at(-1);
      if (newest && newest.generation >= checkpoint.generation)
        throw new HearthError(
          'internal',
          {},
          { generation: checkpoint.generation, newest: newest.generation },
        );
      await adopt(db, chunkOwner('checkpoints', checkpoint.id), refs, pin);
      await db.checkpoints.add(checkpoint);
      const old = kept.slice(0, -1).map((each) => each.id);
      await db.checkpoints.bulkDelete(old);
      await disown(
        db,
        old.map((id) => chunkOwner('checkpoints', id)),
      );
      return { projectId: run.projectId, gone: old };
    }),
  );
}

/**
 * The newest checkpoint whose every chunk hashes; a damaged one gives way to the generation before it. null where the run
 * has none; `storage_damaged` where none is whole.
 */
export async function latestCheckpoint(
  runId: string,
  onDamaged: (generation: number) => void = () => undefined,
): Promise<Checkpoint | null> {
  const kept = await stored((db) => generations(db, runId).sortBy('generation'));
  let damage: unknown = null;
  for (const checkpoint of kept.reverse()) {
    try {
      await verifyChunks(chunksOf('checkpoints', checkpoint));
      return checkpoint;
    } catch (thrown) {
      if (!(thrown instanceof HearthError) || thrown.fault.code !== 'storage_damaged') throw thrown;
      damage ??= thrown;
      onDamaged(checkpoint.generation);
    }
  }
  if (damage) throw damage;
  return null;
}

/** The next generation's number for a run: one more than any kept, whole or not. */
export async function nextGeneration(runId: string): Promise<number> {
  const kept = await stored((db) => generations(db, runId).sortBy('generation'));
  return (kept.at(-1)?.generation ?? 0) + 1;
}

/** Deletes a run's checkpoints, as when it is done and will not be resumed. */
export async function deleteCheckpoints(runId: string): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.checkpoints, db.references, async () => {
      const ids = await generations(db, runId).primaryKeys();
      await db.checkpoints.bulkDelete(ids);
      await disown(
        db,
        ids.map((id) => chunkOwner('checkpoints', id)),
      );
    }),
  );
  collectLater();
}
