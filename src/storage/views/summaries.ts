// One small record a project for the start screen, made anew where a commit dropped it: the list reads no run, dataset or snapshot.
import { HearthError } from '../../contract/transport/fault';
import { stored, type HearthDatabase } from '../store/database';
import { isFull } from '../store/faults';
import { keptRows, rowsIn } from './rows';
import type { StoredSummary } from './row-makers';

/** What the start screen's list is made from: projects of which no line could be made are named, and keep no other from it. */
export interface Summaries {
  /** In no order. */
  summaries: StoredSummary[];
  failed: string[];
}

/** The summary of every project. */
export async function allSummaries(): Promise<Summaries> {
  const [ids, kept] = await stored((db) =>
    Promise.all([db.projects.toCollection().primaryKeys(), db.summaries.toArray()]),
  );
  const byId = new Map(kept.map((summary) => [summary.id, summary]));
  const failed: string[] = [];
  const all = await Promise.all(
    ids.map((id) => byId.get(id) ?? summarize(id).catch((thrown: unknown) => giveUp(id, thrown, failed))),
  );
  return { summaries: all.filter((summary) => summary !== null), failed };
}

/** A store that fails, fails for all; a record that makes no sense fails for its project alone. */
function giveUp(id: string, thrown: unknown, failed: string[]): null {
  if (thrown instanceof HearthError) throw thrown;
  failed.push(id);
  return null;
}

/** Makes and keeps a summary; on a full disk it is made all the same. */
async function summarize(projectId: string): Promise<StoredSummary | null> {
  try {
    return await makeSummary(projectId, 'rw');
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown;
    return makeSummary(projectId, 'r');
  }
}

/** In one transaction with all that it is made from: no commit can fall between. */
function makeSummary(projectId: string, mode: 'r' | 'rw'): Promise<StoredSummary | null> {
  return stored((db) =>
    db.transaction(
      mode,
      [db.projects, db.runs, db.checkpoints, db.promotions, db.rows, db.summaries],
      async () => {
        const project = await db.projects.get(projectId);
        if (!project) return null;
        const { id, name, scenarioId, updatedAt, data } = project;
        const promotion = (await db.promotions.where('projectId').equals(id).sortBy('id')).at(-1);
        const [dataset] = data.datasetId === null ? [] : await keptRows(db, id, 'datasets', [data.datasetId]);
        const [version] = promotion ? await keptRows(db, id, 'versions', [promotion.versionId]) : [];
        const point = (await rowsIn(db, id, 'snapshots')).findLast(({ altered }) => !altered) ?? null;
        const summary: StoredSummary = {
          ...{ id, name, scenarioId, updatedAt, rows: dataset?.rows ?? null },
          runs: await db.runs.where('projectId').equals(id).count(),
          championNumber: version?.number ?? null,
          interrupted: await cutOffRun(db, id),
          snapshot: point && {
            headline: point.headline,
            provisional: point.provisional,
            interval: point.interval,
            coverage: point.coverage,
            dimensions: point.dimensions,
          },
        };
        if (mode === 'rw') await db.summaries.put(summary);
        return summary;
      },
    ),
  );
}

/** The newest run of a project that was cut off, with the epoch of its last checkpoint. */
async function cutOffRun(db: HearthDatabase, projectId: string): Promise<StoredSummary['interrupted']> {
  const ids = await db.runs.where('status').equals('interrupted').primaryKeys();
  const rows = await keptRows(db, projectId, 'runs', ids);
  const row = rows.sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1);
  if (!row) return null;
  const checkpoint = await db.checkpoints
    .where('[runId+generation]')
    .between([row.id, 0], [row.id, Infinity])
    .last();
  return { runId: row.id, number: row.number, epoch: checkpoint?.epoch ?? 0 };
}
