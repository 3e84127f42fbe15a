// Whether records that fit their schemas also fit each other: everything belongs to the one project, refers to what is there,
// and carries the hash that its content has.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { ProjectBundle } from '../../storage/bundle';
import { datasetSha256, recipeSha256, versionSha256 } from '../project/record-hashes';
import { tampered } from './zip/zip-reader';

/** Throws `project_file_tampered`, naming the table, where records contradict each other. */
export async function checkRecords(bundle: ProjectBundle): Promise<void> {
  const { project } = bundle;
  const owned = {
    datasets: bundle.datasets,
    partitions: bundle.partitions,
    runs: bundle.runs,
    judgements: bundle.judgements,
    versions: bundle.versions,
    versionFacts: bundle.versionFacts,
    promotions: bundle.promotions,
    tasks: bundle.tasks,
    reviews: bundle.reviews,
    snapshots: bundle.snapshots,
  };
  const check = (table: string, holds: boolean) => {
    if (!holds) throw tampered(`records.json: ${table}`);
  };
  for (const [table, records] of Object.entries(owned))
    check(
      table,
      records.every(({ projectId }) => projectId === project.id),
    );
  const ids = (records: { id: string }[]) => new Set(records.map(({ id }) => id));
  const [datasets, runs, versions] = [ids(bundle.datasets), ids(bundle.runs), ids(bundle.versions)];
  const judgements = ids(bundle.judgements);
  check('projects', project.data.datasetId === null || datasets.has(project.data.datasetId));
  check(
    'partitions',
    bundle.partitions.every((each) => datasets.has(each.datasetId)),
  );
  check(
    'checkpoints',
    bundle.checkpoints.every((each) => runs.has(each.runId)),
  );
  check(
    'judgements',
    bundle.judgements.every((each) => runs.has(each.runId)),
  );
  check(
    'versions',
    bundle.versions.every((each) => runs.has(each.runId) && judgements.has(each.judgementId)),
  );
  check(
    'versionFacts',
    bundle.versionFacts.every((each) => versions.has(each.versionId)),
  );
  check(
    'promotions',
    bundle.promotions.every((each) => versions.has(each.versionId)),
  );
  check(
    'reviews',
    bundle.reviews.every((each) => versions.has(each.versionId)),
  );
  const rowsOf = new Map(bundle.datasets.map(({ id, rows }) => [id, rows]));
  check(
    'partitions',
    bundle.partitions.every((each) => each.assignment.bytes === rowsOf.get(each.datasetId)),
  );
  check('datasets', bundle.datasets.every(hasAllRows));
  for (const dataset of bundle.datasets) check('datasets', (await datasetSha256(dataset)) === dataset.sha256);
  for (const run of bundle.runs) check('runs', (await recipeSha256(run.recipe)) === run.recipeSha256);
  for (const version of bundle.versions) check('versions', (await versionSha256(version)) === version.sha256);
}

/** Its groups follow each other from row 0 to the last. */
function hasAllRows({ rows, groups }: DatasetVersion): boolean {
  let next = 0;
  for (const group of groups) {
    if (group.firstRow !== next) return false;
    next += group.rows;
  }
  return next === rows;
}
