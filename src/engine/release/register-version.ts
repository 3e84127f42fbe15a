// Makes a version of a judged run: immutable, numbered, with a signature, a hash and the text that its card starts from. Also: hashing
// its weights again.
import { ownValue } from '../../contract/data/own-value';
import { artifactChunks, type Run } from '../../contract/model/run';
import type { Project } from '../../contract/project/project';
import { HearthError } from '../../contract/transport/fault';
import type { ModelVersion } from '../../contract/release/version';
import { verifyChunks } from '../../storage/chunks/chunks';
import { getDataset } from '../../storage/datasets';
import { isFull } from '../../storage/store/faults';
import { newId } from '../../storage/store/ids';
import { judgementOf } from '../../storage/judgements';
import { getProjectRecord } from '../../storage/projects';
import { getRun } from '../../storage/runs';
import { commitVersion, getVersion, saveVersionFacts, versionsOf } from '../../storage/versions';
import type { CardLocale } from '../model-card/texts';
import { suggestCard } from '../model-card/write-card';
import { versionSha256 } from '../../storage/record-hashes';
import { signatureOf } from './signature';

/**
 * Registers the run's weights. The same weights under the same judgement are the same version, so registering twice gives the
 * first one again. `input_invalid` where the run has no weights, `not_found` where it was not judged.
 */
export async function registerVersion(runId: string, locale: CardLocale): Promise<ModelVersion> {
  const run = await getRun(runId);
  const { artifact } = run;
  if (!artifact || run.status === 'running')
    throw new HearthError('input_invalid', { field: 'runId' }, { status: run.status });
  const judgement = await judgementOf(runId);
  if (judgement?.artifactSha256 !== artifact.sha256)
    throw new HearthError('not_found', { field: 'judgement' }, { id: runId });
  const project = await getProjectRecord(run.projectId);
  const dataset = await getDataset(run.recipe.dataset.id);
  const signature = signatureOf(artifact.preprocessing, dataset, judgement);
  const content = { signature, artifact, recipe: run.recipe, judgementId: judgement.id };
  const sha256 = await versionSha256(content);
  const known = (await versionsOf(project.id)).find((version) => version.sha256 === sha256);
  if (known) return known;
  const { accountability } = project.data;
  return commitVersion({
    ...content,
    id: newId(),
    projectId: project.id,
    runId,
    task: run.task,
    card: suggestCard(project, run.recipe, locale),
    stated: {
      licence: accountability.licence,
      origin: accountability.source,
      ...statedColumns(project, run.recipe),
    },
    sha256,
    authorId: project.team.actingId,
    createdAt: Date.now(),
  });
}

/** Hashes the version's weights and its record again, and remembers the result where there is room. */
export async function verifyVersion(versionId: string): Promise<{ holds: boolean }> {
  const version = await getVersion(versionId);
  const holds = (await versionSha256(version)) === version.sha256 && (await weightsHold(version));
  try {
    await saveVersionFacts(versionId, { verified: { holds, takenAt: Date.now() } });
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown; // on a full disk it is found out all the same
  }
  return { holds };
}

async function weightsHold(version: ModelVersion): Promise<boolean> {
  try {
    await verifyChunks(artifactChunks(version.artifact));
    return true;
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'storage_damaged') return false;
    throw thrown;
  }
}

/** What the dictionary says of the columns that the model predicts and learns from, as the card names them. */
function statedColumns(
  { data: { dictionary } }: Project,
  { target, features }: Pick<Run['recipe'], 'target' | 'features'>,
): Pick<NonNullable<ModelVersion['stated']>, 'columns'> {
  const columns = [target, ...features.filter((name) => name !== target)].flatMap((name) => {
    const { meaning = '', unit = '' } = ownValue(dictionary?.columns, name) ?? {};
    return meaning === '' && unit === '' ? [] : [{ name, meaning, unit }];
  });
  return columns.length > 0 ? { columns } : {};
}
