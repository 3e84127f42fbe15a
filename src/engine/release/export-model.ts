// A version as one zip, a run as loose files. What is in them is export-files.ts. Nothing is loaded for it when it is asked: what is
// left in memory must leave as a file even where the app's own parts are gone from the browser.
import { zip } from 'fflate';
import { HearthError } from '../../contract/transport/fault';
import { writtenSignature } from '../../domain/release/signature-dates';
import { getRun } from '../../storage/runs';
import { getVersion, saveVersionFacts } from '../../storage/versions';
import type { NamedFile } from '../../model/families/numerics';
import type { CardLocale } from '../model-card/texts';
import { versionCard } from '../model-card/version-card';
import { exportFiles } from './export-files';
import type { EngineSession } from '../session';

/** The zip of a version with its card in a language of the app; how far the reloaded model differs is kept with the version's facts. */
export async function exportModel(
  { versionId, locale = 'en' }: { versionId: string; locale?: CardLocale },
  signal: AbortSignal,
  session: EngineSession,
): Promise<Blob> {
  const version = await getVersion(versionId);
  const { sha256, number } = version;
  const signature = writtenSignature(version.signature);
  const card = await versionCard(versionId, locale);
  const { files, difference } = await exportFiles(
    { ...version, about: { signature, sha256, number, card } },
    session,
  );
  signal.throwIfAborted();
  await saveVersionFacts(versionId, { exportDifference: difference });
  return zipped(files);
}

/** The same files of a run, loose. Throws `input_invalid` before the run has weights. */
export async function exportRun(runId: string, session: EngineSession): Promise<NamedFile[]> {
  const { recipe, artifact, status } = await getRun(runId);
  if (!artifact) throw new HearthError('input_invalid', { field: 'runId' }, { status });
  return (await exportFiles({ recipe, artifact, about: {} }, session)).files;
}

/** Files as one zip. */
export async function zipped(files: readonly NamedFile[]): Promise<Blob> {
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  const bytes = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    zip(entries, { level: 6, mtime: new Date(1980, 0, 1) }, (error, data) => {
      if (error) reject(error);
      else resolve(new Uint8Array(data));
    });
  });
  return new Blob([bytes], { type: 'application/zip' });
}
