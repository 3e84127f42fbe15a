// A project with data, a partition and runs that were trained and judged, as far as the records can tell.
import type { ProjectSections, Review } from '../../../src/contract/project/project';
import { encodePredictions } from '../../../src/engine/judging/prediction-rows';
import { recipeSha256 } from '../../../src/storage/record-hashes';
import { putBlob, putChunk } from '../../../src/storage/chunks/chunks';
import { sha256Text } from '../../../src/storage/chunks/hash';
import { newId } from '../../../src/storage/store/ids';
import { commitJudgement } from '../../../src/storage/judgements';
import { createRun, saveRun } from '../../../src/storage/runs';
import { someBytes } from '../storage/fresh';
import { aJudgement, anArtifact, aRun } from '../../unit/storage/run-records';
import { freshApi, loansCsv } from './call';

/** The project, and a way to train. */
export async function withModel() {
  const context = freshApi();
  const { call } = context;
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  await call('importTable', { projectId, file: loansCsv() });
  const partition = await call('preparePartition', { projectId });
  const { project } = await call('getProject', { projectId });
  if (!project.draft) throw new Error('no draft');
  const train = async (seed: number) => {
    const recipe = { ...project.draft!, seed };
    const started = await createRun({
      ...aRun(projectId),
      recipe,
      recipeSha256: await recipeSha256(recipe),
      partitionSha256: partition.sha256,
    });
    const artifact = {
      ...anArtifact(await putBlob(someBytes(264, seed))),
      sha256: await sha256Text(String(seed)),
    };
    const run = { ...started, status: 'done' as const, endedAt: 1_700_000_001_000, artifact };
    await saveRun(run);
    const predictions = encodePredictions({
      rows: Uint32Array.of(3, 7, 11, 190),
      actual: Float64Array.of(0, 1, 0, 1),
      outputs: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 0.125, 0.875),
      columns: 2,
    });
    const judgement = {
      ...aJudgement(projectId, run.id, await putChunk(predictions)),
      artifactSha256: artifact.sha256,
      datasetSha256: recipe.dataset.sha256,
      partitionSha256: partition.sha256,
    };
    await commitJudgement(judgement);
    return { run, judgement };
  };
  return { ...context, projectId, project, train };
}

const names = ['Ada', 'Bo'] as const;

/** Two people, and who of them acts. */
export function aTeam(project: { team: ProjectSections['team'] }) {
  const members = names.map((name) => ({ id: newId(), name, department: 'Risk', role: 'Analyst' }));
  const [ada, bo] = members.map(({ id }) => id) as [string, string];
  const accountable = { ...project.team.accountable, deploy: bo };
  return { ada, bo, as: (actingId: string | null) => ({ members, accountable, actingId }) };
}

/** A version that Ada registered and signed a card for, and that Bo approved, who acts now. */
export async function approvedModel() {
  const context = await withModel();
  const { call, projectId, project, train } = context;
  const team = aTeam(project);
  const act = (id: string | null) => call('updateProject', { projectId, patch: { team: team.as(id) } });
  await act(team.ada);
  const version = await call('registerVersion', { runId: (await train(5)).run.id });
  const approve = async (): Promise<Review> => {
    const { id } = await call('requestReview', { versionId: version.id, reviewerId: team.bo });
    await act(team.bo);
    return call('decideReview', { reviewId: id, decision: 'approved', comment: 'Holds.', opened: ['card'] });
  };
  await call('saveCard', { versionId: version.id, card: { ...version.card, contact: 'ada@example.org' } });
  return { ...context, team, act, version, approve, review: await approve() };
}
