// All that the page keeps of a project, joined from its tables; what a commit changed of it; and the short form for the start screen.
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { Project } from '../../contract/project/project';
import { listText, parseRows, rowText } from '../../contract/project/row-text';
import type { RunRow } from '../../contract/project/rows';
import {
  unpackView,
  type ChangedRecords,
  type PackedView,
  type ProjectSummary,
  type ProjectView,
  type ViewChanges,
  type ViewLists,
} from '../../contract/project/view';
import { findPartition, getDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';
import { markInterrupted, runsAt } from '../../storage/runs';
import { savedAt, savedTimes } from '../../storage/saves';
import { newestSnapshot } from '../../storage/snapshots';
import { reviewsOf, tasksOf } from '../../storage/team';
import { promotionsOf, versionFactsOf, versionsOf } from '../../storage/versions';
import { countRecords, rowsById, rowsOf, rowTextsOf } from '../../storage/views/rows';
import { allSummaries } from '../../storage/views/summaries';
import { partitionKeyOf } from '../dataset/split/partition-key';
import { partitionSha256 } from '../../storage/record-hashes';

/** Every project for the start screen, the one changed last first. */
export async function listProjects(): Promise<ProjectSummary[]> {
  await markInterrupted(await runsAt('running'));
  const { summaries, failed } = await allSummaries();
  const saved = await savedTimes(summaries.map(({ id }) => id));
  const damaged = failed.length > 0 ? await damagedSummaries(failed) : [];
  return summaries
    .map((summary, at): ProjectSummary => ({ ...summary, savedAt: saved[at] ?? null }))
    .concat(damaged)
    .sort((a, b) => b.updatedAt - a.updatedAt);
}

async function damagedSummaries(projectIds: readonly string[]): Promise<ProjectSummary[]> {
  const { damagedSummary } = await import('./damaged-record');
  const found = await Promise.all(projectIds.map(damagedSummary));
  return found.filter((summary) => summary !== null);
}

/** The project with all its records but rows, weights and predictions; of large records their rows, as text. */
export async function packedView(projectId: string): Promise<PackedView> {
  try {
    return await readView(projectId);
  } catch (thrown) {
    const { namingDamage } = await import('./damaged-record');
    return namingDamage(projectId, () => Promise.reject(thrown as Error));
  }
}

/** The same, with rows that can be read. */
export async function viewProject(projectId: string): Promise<ProjectView> {
  return unpackView(await packedView(projectId));
}

async function readView(projectId: string): Promise<PackedView> {
  const [core, runs, judgements, versions, facts, promotions, tasks, reviews, snapshots, snapshot, saved] =
    await Promise.all([
      projectParts(projectId),
      standingRuns(projectId),
      rowTextsOf(projectId, 'judgements'),
      versionsOf(projectId),
      versionFactsOf(projectId),
      promotionsOf(projectId),
      tasksOf(projectId),
      reviewsOf(projectId),
      rowTextsOf(projectId, 'snapshots'),
      newestSnapshot(projectId),
      savedAt(projectId),
    ]);
  const voided = reviews.length > 0 ? await findVoided(projectId) : {};
  const known = { runs: runs.length, judgements: judgements.length, snapshots: snapshots.length };
  return {
    ...core,
    ...(await damageAmong(projectId, known)),
    packed: {
      runs: packed(runs.reverse()),
      judgements: packed(judgements.reverse()),
      snapshots: packed(snapshots),
    },
    ...{ versions, facts, promotions, tasks, reviews, voided, snapshot, savedAt: saved },
  };
}

const packed = (rows: readonly [id: string, text: string][]) => listText(rows.map(([, text]) => text));

/** Hashes what was approved again: only where something was. */
const findVoided = async (projectId: string) =>
  (await import('../model-card/seals')).voidedApprovals(projectId);

/** The tables whose records an approval is bound to, and that may change after it. */
const approvalTables = ['reviews', 'versions', 'versionFacts'];

/** Names a damaged record where there are more records than rows: of a damaged one no row can be made. */
async function damageAmong(
  projectId: string,
  known: Readonly<Record<'runs' | 'judgements' | 'snapshots', number>>,
): Promise<Pick<ProjectView, 'damage'>> {
  for (const table of ['runs', 'judgements', 'snapshots'] as const) {
    if ((await countRecords(projectId, table)) <= known[table]) continue;
    const { damageOf } = await import('./damaged-record');
    return { damage: (await damageOf(projectId)) ?? undefined };
  }
  return {};
}

/** All runs as they stand, oldest first: one whose thread is gone is interrupted, also where the disk had no room to record that. */
async function standingRuns(projectId: string): Promise<[id: string, text: string][]> {
  const marked = await markInterrupted(await runsAt('running'));
  const gone = new Set(marked.filter(({ status }) => status === 'interrupted').map(({ id }) => id));
  const texts = await rowTextsOf(projectId, 'runs');
  if (gone.size === 0) return texts;
  const interrupted = (text: string): RunRow => {
    const [row] = parseRows<RunRow>(listText([text]));
    return { ...row!, status: 'interrupted' };
  };
  return texts.map(([id, text]) => [id, gone.has(id) ? rowText(interrupted(text)) : text]);
}

/** What of a view is read from one record each, or a few. */
async function projectParts(
  projectId: string,
): Promise<Pick<ProjectView, 'project' | 'dataset' | 'partition'>> {
  const project = await getProjectRecord(projectId);
  const dataset = project.data.datasetId === null ? null : await getDataset(project.data.datasetId);
  return { project, dataset, partition: await currentPartition(project, dataset) };
}

/** The partition that the data plan asks for, if it was prepared. */
async function currentPartition(project: Project, dataset: DatasetVersion | null): Promise<Partition | null> {
  const key = dataset && partitionKeyOf(project.data, dataset);
  return key ? ((await findPartition(project.id, await partitionSha256(key))) ?? null) : null;
}

type Read<Table extends keyof ViewLists> = (
  projectId: string,
  ids: readonly string[] | null,
) => Promise<ViewLists[Table][]>;

/** Small tables are read whole, and what was not asked for is left out. */
function among<Item>(
  read: (projectId: string) => Promise<Item[]>,
  keyOf: (item: Item) => string,
): (projectId: string, ids: readonly string[] | null) => Promise<Item[]> {
  return async (projectId, ids) => {
    const all = await read(projectId);
    return ids ? all.filter((item) => ids.includes(keyOf(item))) : all;
  };
}

const byId = ({ id }: { id: string }) => id;
const lists: { [Table in keyof ViewLists]: Read<Table> } = {
  runs: async (projectId, ids) =>
    ids ? rowsById(projectId, 'runs', ids) : parseRows<RunRow>(packed(await standingRuns(projectId))),
  judgements: (projectId, ids) =>
    ids ? rowsById(projectId, 'judgements', ids) : rowsOf(projectId, 'judgements'),
  snapshots: (projectId, ids) =>
    ids ? rowsById(projectId, 'snapshots', ids) : rowsOf(projectId, 'snapshots'),
  versions: among(versionsOf, byId),
  versionFacts: among(versionFactsOf, ({ versionId }) => versionId),
  promotions: among(promotionsOf, byId),
  tasks: among(tasksOf, byId),
  reviews: among(reviewsOf, byId),
};

/** The parts of the view that are made from these records. */
export async function viewChanges(projectId: string, changed: ChangedRecords): Promise<ViewChanges> {
  const found: ViewChanges = { lists: {} };
  const reading: Promise<unknown>[] = [];
  const core = ['projects', 'datasets', 'partitions'].some((table) => Object.hasOwn(changed, table));
  if (core) reading.push(projectParts(projectId).then((parts) => Object.assign(found, parts)));
  if ('device' in changed) reading.push(savedAt(projectId).then((at) => (found.savedAt = at)));
  if ('snapshots' in changed)
    reading.push(newestSnapshot(projectId).then((newest) => (found.snapshot = newest)));
  if (approvalTables.some((table) => Object.hasOwn(changed, table)))
    reading.push(findVoided(projectId).then((voided) => (found.voided = voided)));
  for (const [table, ids] of Object.entries(changed)) {
    if (!Object.hasOwn(lists, table)) continue;
    const read = lists[table as keyof ViewLists](projectId, ids);
    reading.push(read.then((records) => Object.assign(found.lists, { [table]: records })));
  }
  await Promise.all(reading);
  return found;
}
