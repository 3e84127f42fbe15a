// E of a project from everything on record. A snapshot is kept only where it says something new.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { Project } from '../../contract/project/project';
import type { Evaluated, Snapshot } from '../../contract/project/evaluation';
import type { AlteredRecord, ProjectView } from '../../contract/project/view';
import type { VersionFacts } from '../../contract/release/version';
import { HearthError } from '../../contract/transport/fault';
import { findVetoes, takeReadings, type ProjectRecords } from '../../domain/evaluation/measure';
import { computeEvaluation } from '../../domain/evaluation/score';
import { stageOf } from '../../domain/evaluation/stages';
import { ahpWeights } from '../../domain/evaluation/weights';
import { isFull } from '../../storage/store/faults';
import { newId } from '../../storage/store/ids';
import { keepSnapshot } from '../../storage/snapshots';
import { originOf } from '../dataset/origin-of';
import { ownChecks } from '../dataset/own-checks';
import { alteredRecords } from './check-records';
import { viewProject } from './project-view';
import { snapshotSha256 } from '../../storage/record-hashes';
import { verifyVersion } from '../release/register-version';

/**
 * Takes every reading that the records allow and computes E; the newest snapshot is returned where nothing changed. On a full disk E is
 * computed all the same, and `unkept`: what the records say must not wait for room.
 */
export async function evaluateProject(projectId: string, signal: AbortSignal): Promise<Evaluated> {
  const view = withoutAltered(await verifiedView(projectId, signal), await alteredRecords(projectId, signal));
  const records: ProjectRecords = {
    ...{ ...view, appVersion: __APP_VERSION__ },
    ...(view.dataset ? await foundInData(view.dataset, view.project, signal) : {}),
  };
  const takenAt = Date.now();
  const { weights } = ahpWeights(records.project.goals.judgements);
  const evaluation = computeEvaluation(takeReadings(records, takenAt), weights, stageOf(records));
  const snapshot: Snapshot = {
    ...evaluation,
    id: newId(),
    projectId,
    vetoes: findVetoes(records),
    sha256: await snapshotSha256(evaluation),
    takenAt,
  };
  try {
    return await keepSnapshot(snapshot);
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown;
    return { ...snapshot, unkept: true };
  }
}

/** What the records do not say by themselves: whether the rows are as a person expects, and since when there are these data. */
async function foundInData(
  dataset: DatasetVersion,
  { data: { expectations = [] } }: Project,
  signal: AbortSignal,
): Promise<Pick<ProjectRecords, 'ownChecks' | 'dataSince'>> {
  const { opened } = await originOf(dataset);
  const dataSince = opened.createdAt;
  if (expectations.length === 0) return { dataSince };
  try {
    return { dataSince, ownChecks: await ownChecks(dataset.id, expectations, signal) };
  } catch (thrown) {
    // Rows that cannot be read are not known to pass; the rest of E does not depend on it.
    if (!(thrown instanceof HearthError) || thrown.fault.code !== 'storage_damaged') throw thrown;
    return { dataSince };
  }
}

/** The project's view once every version's hash was checked at least once. */
async function verifiedView(projectId: string, signal: AbortSignal) {
  const view = await viewProject(projectId);
  const unchecked = view.facts.filter(({ verified }) => verified === null);
  if (unchecked.length === 0) return view;
  const found = new Map<string, VersionFacts['verified']>();
  for (const { versionId } of unchecked) {
    signal.throwIfAborted();
    found.set(versionId, { ...(await verifyVersion(versionId)), takenAt: Date.now() });
  }
  const checked = await viewProject(projectId);
  // On a full disk the result is in no record.
  const facts = checked.facts.map((each) => ({
    ...each,
    verified: each.verified ?? found.get(each.versionId) ?? null,
  }));
  return { ...checked, facts };
}

/** The view without what was edited past the app: what it says is no evidence. */
function withoutAltered(view: ProjectView, altered: readonly AlteredRecord[]): ProjectView {
  if (altered.length === 0) return view;
  const ids = (table: AlteredRecord['table']) =>
    new Set(altered.filter((each) => each.table === table).map(({ id }) => id));
  const [judgements, runs, reviews] = [ids('judgements'), ids('runs'), ids('reviews')];
  const facts = ids('versionFacts');
  return {
    ...view,
    partition: view.partition && ids('partitions').has(view.partition.id) ? null : view.partition,
    judgements: view.judgements.filter(({ id, runId }) => !judgements.has(id) && !runs.has(runId)),
    reviews: view.reviews.filter(({ id }) => !reviews.has(id)),
    facts: view.facts.map((each) =>
      facts.has(each.versionId) ? { ...each, latency: null, exportDifference: null } : each,
    ),
  };
}
