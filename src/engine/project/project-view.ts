// All that the page keeps of a project, joined from its tables; and the short form for the start screen.
import type { DatasetVersion, Partition } from '../../contract/data/dataset';
import type { Project } from '../../contract/project/project';
import type { ProjectSummary, ProjectView } from '../../contract/project/view';
import { checkpointEpoch } from '../../storage/checkpoints';
import { findPartition, getDataset } from '../../storage/datasets';
import { judgementsOf } from '../../storage/judgements';
import { allProjects, getProjectRecord } from '../../storage/projects';
import { countRuns, markInterrupted, runsAt, runsOf } from '../../storage/runs';
import { savedAt } from '../../storage/saves';
import { snapshotsOf } from '../../storage/snapshots';
import { reviewsOf, tasksOf } from '../../storage/team';
import { getVersion, promotionsOf, versionFactsOf, versionsOf } from '../../storage/versions';
import { partitionKeyOf } from '../dataset/partition-key';
import { partitionSha256 } from '../../storage/record-hashes';

/** Every project for the start screen, the one changed last first. */
export async function listProjects(): Promise<ProjectSummary[]> {
  await markInterrupted(await runsAt('running'));
  const cutOff = await runsAt('interrupted');
  const projects = await allProjects();
  return Promise.all(
    projects.map(async (project): Promise<ProjectSummary> => {
      const [promotion] = await promotionsOf(project.id);
      const run = cutOff.findLast(({ projectId }) => projectId === project.id);
      const snapshot = (await snapshotsOf(project.id)).at(-1);
      return {
        id: project.id,
        name: project.name,
        scenarioId: project.scenarioId,
        updatedAt: project.updatedAt,
        rows: project.data.datasetId === null ? null : (await getDataset(project.data.datasetId)).rows,
        runs: await countRuns(project.id),
        championNumber: promotion ? (await getVersion(promotion.versionId)).number : null,
        interrupted: run
          ? { runId: run.id, number: run.number, epoch: (await checkpointEpoch(run.id)) ?? 0 }
          : null,
        savedAt: await savedAt(project.id),
        snapshot: snapshot
          ? {
              headline: snapshot.headline,
              provisional: snapshot.provisional,
              interval: snapshot.interval,
              coverage: snapshot.coverage,
              dimensions: snapshot.dimensions,
            }
          : null,
      };
    }),
  );
}

/** The project with all its records but rows, weights and predictions. */
export async function viewProject(projectId: string): Promise<ProjectView> {
  const project = await getProjectRecord(projectId);
  const dataset = project.data.datasetId === null ? null : await getDataset(project.data.datasetId);
  return {
    project,
    dataset,
    partition: await currentPartition(project, dataset),
    runs: (await markInterrupted(await runsOf(projectId))).reverse(),
    judgements: await judgementsOf(projectId),
    versions: await versionsOf(projectId),
    facts: await versionFactsOf(projectId),
    promotions: await promotionsOf(projectId),
    tasks: await tasksOf(projectId),
    reviews: await reviewsOf(projectId),
    snapshots: await snapshotsOf(projectId),
    savedAt: await savedAt(projectId),
  };
}

/** The partition that the data plan asks for, if it was prepared. */
async function currentPartition(project: Project, dataset: DatasetVersion | null): Promise<Partition | null> {
  const key = dataset && partitionKeyOf(project.data, dataset);
  return key ? ((await findPartition(project.id, await partitionSha256(key))) ?? null) : null;
}
