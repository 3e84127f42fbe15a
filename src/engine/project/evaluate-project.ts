// E of a project from everything on record. A snapshot is kept only where it says something new.
import type { Snapshot } from '../../contract/project/evaluation';
import { findVetoes, takeReadings, type ProjectRecords } from '../../domain/evaluation/measure';
import { computeEvaluation } from '../../domain/evaluation/score';
import { stageOf } from '../../domain/evaluation/stages';
import { ahpWeights } from '../../domain/evaluation/weights';
import { newId } from '../../storage/store/ids';
import { keepSnapshot } from '../../storage/snapshots';
import { viewProject } from './project-view';
import { snapshotSha256 } from '../../storage/record-hashes';
import { verifyVersion } from '../release/register-version';

/** Takes every reading that the records allow and computes E; the newest snapshot is returned where nothing changed. */
export async function evaluateProject(projectId: string, signal: AbortSignal): Promise<Snapshot> {
  const records: ProjectRecords = { ...(await verifiedView(projectId, signal)), appVersion: __APP_VERSION__ };
  const takenAt = Date.now();
  const { weights } = ahpWeights(records.project.goals.judgements);
  const evaluation = computeEvaluation(takeReadings(records, takenAt), weights, stageOf(records));
  return keepSnapshot({
    ...evaluation,
    id: newId(),
    projectId,
    vetoes: findVetoes(records),
    sha256: await snapshotSha256(evaluation),
    takenAt,
  });
}

/** The project's view once every version's hash was checked at least once. */
async function verifiedView(projectId: string, signal: AbortSignal) {
  const view = await viewProject(projectId);
  const unchecked = view.facts.filter(({ verified }) => verified === null);
  for (const { versionId } of unchecked) {
    signal.throwIfAborted();
    await verifyVersion(versionId);
  }
  return unchecked.length > 0 ? viewProject(projectId) : view;
}
