// What people note about runs, written into their records a few at a time: a thousand of them are never in memory at once.
import { annotated, type AnnotationEdit } from '../contract/model/runs/annotation';
import type { Run } from '../contract/model/run';
import { withNextHash } from './registry/content-hash';
import { announce } from './store/changes';
import { stored } from './store/database';

const runsAtOnce = 50;

/** Edits the annotations of a project's runs; runs that are gone are passed over. Gives how many were changed. */
export async function annotateRuns(
  projectId: string,
  runIds: readonly string[],
  edit: AnnotationEdit,
  signal: AbortSignal,
): Promise<number> {
  let changed = 0;
  for (let at = 0; at < runIds.length; at += runsAtOnce) {
    signal.throwIfAborted();
    const ids = await annotateSome(projectId, runIds.slice(at, at + runsAtOnce), edit);
    if (ids.length > 0) announce(projectId, 'runs', { ids });
    changed += ids.length;
  }
  return changed;
}

function annotateSome(projectId: string, ids: string[], edit: AnnotationEdit): Promise<string[]> {
  return stored((db) =>
    db.transaction('rw', db.runs, async () => {
      const found = (await db.runs.bulkGet(ids)).filter((run) => run?.projectId === projectId) as Run[];
      await db.runs.bulkPut(
        found.map((run) => {
          const { annotation, ...rest } = run;
          const next = annotated(annotation, edit);
          return withNextHash<Run>(run, next ? { ...rest, annotation: next } : rest);
        }),
      );
      return found.map(({ id }) => id);
    }),
  );
}
