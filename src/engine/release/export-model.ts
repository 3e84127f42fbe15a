// A version as one zip, a run as loose files. What is in them is export-files.ts. Nothing is loaded for it when it is asked: what is
// left in memory must leave as a file even where the app's own parts are gone from the browser.
import { Zip, ZipDeflate } from 'fflate';
import { HearthError } from '../../contract/transport/fault';
import { writtenSignature } from '../../domain/release/signature-dates';
import { getRun } from '../../storage/runs';
import { getVersion, saveVersionFacts } from '../../storage/versions';
import { nextTask } from '../../model/backends/event-loop';
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

/** Bytes that are packed before others get their turn. */
const pieceBytes = 2 ** 20;

/** Files as one zip. Packed on this thread: fflate's own workers are made from text, which the policy refuses. */
export async function zipped(files: readonly NamedFile[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const failed: Error[] = [];
  const archive = new Zip((error, data) => {
    if (error) failed.push(error);
    else parts.push(new Uint8Array(data));
  });
  for (const { name, bytes } of files) {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = new Date(1980, 0, 1);
    archive.add(entry);
    for (let from = 0; from === 0 || from < bytes.length; from += pieceBytes) {
      entry.push(bytes.subarray(from, from + pieceBytes), from + pieceBytes >= bytes.length);
      await nextTask();
    }
  }
  archive.end();
  if (failed[0]) throw failed[0];
  return new Blob(parts, { type: 'application/zip' });
}
