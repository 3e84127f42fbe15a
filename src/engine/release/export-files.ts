// The files of a trained model for use elsewhere: what computes, by its family; preprocessing and meaning; how to use it.
// Loaded again and compared before they are given away.
import { HearthError } from '../../contract/transport/fault';
import { artifactChunks, type Run } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import type { VersionCard } from '../../contract/release/card';
import type { writtenSignature } from '../../domain/release/signature-dates';
import { taskNamed } from '../../domain/tasks/registry';
import { numericsOf, type ExportedModel, type NamedFile } from '../../model/families/numerics';
import { getBlob } from '../../storage/chunks/chunks';
import { sha256Hex } from '../../storage/chunks/hash';
import { whileComputing } from '../device/family-lease';
import type { EngineSession } from '../session';

/** What is exported: a version, or a run that has weights. */
export interface Exportable {
  recipe: Run['recipe'];
  artifact: NonNullable<Run['artifact']>;
  /** Further facts for `hearth.json`. */
  about: Partial<Pick<ModelVersion, 'sha256' | 'number'>> & {
    signature?: ReturnType<typeof writtenSignature>;
    card?: VersionCard;
  };
}

/** More than rounding: the exported model would not be the trained one. */
const largestDifference = 1e-4;

/** All files, and by how much the reloaded model's outputs differ. Throws `internal` where they are not the same model. */
export async function exportFiles(
  subject: Exportable,
  session: EngineSession,
): Promise<{ files: NamedFile[]; difference: number }> {
  const { recipe, artifact, about } = subject;
  const numerics = await numericsOf(recipe);
  const stored = { recipe, artifact, bytes: await getBlob(artifactChunks(artifact)) };
  const { exported, difference } = await whileComputing(recipe, null, session, async () => {
    const model = await numerics.export(stored);
    return { exported: model, difference: await numerics.compare(stored, model) };
  });
  if (!(difference <= largestDifference)) throw new HearthError('internal', {}, { difference });
  const text = (content: string) => new TextEncoder().encode(content);
  const facts = {
    format: 'hearth-model',
    formatVersion: 1,
    task: recipe.task,
    ...about,
    preprocessing: artifact.preprocessing,
    ...(artifact.calibration ? { calibration: artifact.calibration } : {}),
    artifactSha256: artifact.sha256,
    ...exported.facts,
    files: await Promise.all(
      exported.files.map(async ({ name, bytes }) => ({ name, sha256: await sha256Hex(bytes) })),
    ),
    recipe,
    exportDifference: difference,
    appVersion: __APP_VERSION__,
  };
  const meaning: NamedFile = { name: 'hearth.json', bytes: text(JSON.stringify(facts, null, 2)) };
  const readme: NamedFile = { name: 'README.txt', bytes: text(await readmeOf(subject, exported)) };
  return { files: [...exported.files, meaning, readme], difference };
}

async function readmeOf({ recipe, artifact, about }: Exportable, exported: ExportedModel): Promise<string> {
  const { usage, remarks, files } = exported;
  const { calibration } = artifact;
  const calibrationText = calibration
    ? (await import('../../model/calibration/calibrated-model')).calibrationReadme(calibration, files)
    : '';
  const { inputShape, target } = artifact.preprocessing;
  return `${usage}
Input: encoded samples of shape [${inputShape.join(', ')}]. hearth.json tells under "preprocessing" how each is made,
feature after feature, in order:
  number     ((missing ? impute : value) - shift) / scale; where missingIndicator is true, then 1 if missing, else 0
  datetime   the same, of days since 1970-01-01T00:00Z (the signature shows its range and example as dates)
  category   one column a category (1 where equal, else 0), then one for "other or missing"
  raw        the number; NaN if missing
  codes      the place of the category in "categories", from 0; of any other the number of them (NaN where "ordered"); NaN if missing
  raw-date   "parts" in UTC: year, month from 1, weekday from Monday as 0, hour, days since 1970; all NaN if missing
  image      pixel / divisor, rows, columns, channels

Output: ${taskNamed(recipe.task).head.describe(target.column)}.
${calibrationText}${remarks}${about.card ? releaseText(about.card) : ''}`;
}

/** Which model and which card these are, and whether they are what was approved. */
function releaseText({ artifactSha256, cardSha256, signed, approval }: VersionCard): string {
  const day = (at: number | null) => (at === null ? 'unknown date' : new Date(at).toISOString());
  const approved = {
    none: 'not approved by anyone.',
    approved: `approved by ${approval.by ?? 'unknown'} on ${day(approval.at)}; ${
      approval.cardSha256 === null ? 'the text that was approved was not recorded.' : 'this text.'
    }`,
    void: `the approval by ${approval.by ?? 'unknown'} on ${day(approval.at)} was of another text${
      approval.cardSha256 === null ? '' : `, SHA-256 ${approval.cardSha256}`
    }, and is void.`,
  }[approval.state];
  return `
Model artifact: SHA-256 ${artifactSha256}
Model card:     SHA-256 ${cardSha256} (in hearth.json)
Card text:      ${signed ? `signed by ${signed.name || 'unknown'}, ${day(signed.at)}.` : 'as suggested by the records; nobody has signed for it.'}
Approval:       ${approved}
`;
}
