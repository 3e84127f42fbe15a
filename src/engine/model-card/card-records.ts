// Finds the records that a version's card is computed from.
import type { ModelVersion } from '../../contract/release/version';
import { getDataset, getPartition } from '../../storage/datasets';
import { getJudgement, judgementsOf } from '../../storage/judgements';
import { getRun, runsOf } from '../../storage/runs';
import type { CardRecords } from './write-card';

/** What an approval is bound to: all but the baseline, which may be trained anew. Throws `not_found` where a record is gone. */
export async function sealedRecords(version: ModelVersion): Promise<CardRecords> {
  const run = await getRun(version.runId);
  const [dataset, partition, judgement] = await Promise.all([
    getDataset(run.recipe.dataset.id),
    getPartition(version.projectId, run.partitionSha256),
    getJudgement(version.judgementId),
  ]);
  return { run, dataset, partition, judgement, baseline: null, stated: version.stated };
}

/** Everything that the card shows. */
export async function cardRecords(version: ModelVersion): Promise<CardRecords> {
  const records = await sealedRecords(version);
  const runs = await runsOf(version.projectId);
  const baselines = new Set(runs.filter(({ role }) => role === 'baseline').map(({ id }) => id));
  const { judgement } = records;
  const baseline = (await judgementsOf(version.projectId)).find(
    (each) =>
      each.id !== judgement.id &&
      baselines.has(each.runId) &&
      each.partitionSha256 === judgement.partitionSha256,
  );
  return { ...records, baseline: baseline ?? null };
}
