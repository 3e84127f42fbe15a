// What of a project can go without losing a result: states to resume from, weights that no version stands on. Deletes for good.
import type { Run } from '../../contract/model/run';
import { announce } from '../store/changes';
import { stored } from '../store/database';
import { disown } from './references';
import { chunkOwner } from '../registry/tables';
import { refuseWhileTraining } from '../runs';

/** Runs of a project whose checkpoints can go: all that have some and do not train. */
export function runsWithCheckpoints(runs: readonly Run[]): Run[] {
  return runs.filter(({ status }) => status !== 'running');
}

/** Runs whose weights can go: ended models that no version was registered from, but the newest of them. */
export function runsWithSpareWeights(runs: readonly Run[], registered: ReadonlySet<string>): Run[] {
  const ended = runs.filter(
    ({ id, role, artifact, status }) =>
      role === 'model' && artifact !== null && status !== 'running' && !registered.has(id),
  );
  const newest = ended.reduce<Run | null>(
    (last, run) => (last && last.number > run.number ? last : run),
    null,
  );
  return ended.filter((run) => run !== newest);
}

/** Deletes the states that a run could be resumed from. `run_busy` while a thread trains it. */
export async function dropCheckpoints({ id, projectId }: Run): Promise<void> {
  await refuseWhileTraining([id]);
  const gone = await stored((db) =>
    db.transaction('rw', db.checkpoints, db.references, async () => {
      const keys = await db.checkpoints
        .where('[runId+generation]')
        .between([id, 0], [id, Infinity])
        .primaryKeys();
      await db.checkpoints.bulkDelete(keys);
      await disown(
        db,
        keys.map((key) => chunkOwner('checkpoints', key)),
      );
      return keys;
    }),
  );
  announce(projectId, 'checkpoints', { gone });
}

/** Deletes a run's weights; its curve and its judgement stay. */
export async function dropWeights({ id, projectId }: Run): Promise<void> {
  await refuseWhileTraining([id]);
  await stored((db) =>
    db.transaction('rw', db.runs, db.versions, db.references, async () => {
      const run = await db.runs.get(id);
      // A version may have been registered from it since it was listed.
      if (!run?.artifact || (await db.versions.where('runId').equals(id).count()) > 0) return;
      const told = { code: 'weights_deleted', params: { bytes: run.artifact.bytes } };
      await db.runs.put({ ...run, artifact: null, notices: [...run.notices, told] });
      await disown(db, [chunkOwner('runs', id)]);
    }),
  );
  announce(projectId, 'runs', { ids: [id] });
}
