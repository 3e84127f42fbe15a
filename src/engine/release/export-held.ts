// What this worker still holds of a project whose store is gone: the records that the page gives it, and the models that it serves.
import type { HeldVersion } from '../../contract/transport/engine-api';
import { writtenSignature } from '../../domain/release/signature-dates';
import { numericsOf, type NamedFile } from '../../model/families/numerics';
import { whileComputing } from '../device/family-lease';
import { zipped } from './export-model';
import type { EngineSession } from '../session';

/** A zip of the records and of every version whose weights are in memory; it reads nothing from the store. */
export async function exportHeld(
  { records, versions }: { records: string; versions: HeldVersion[] },
  session: EngineSession,
): Promise<Blob> {
  const text = (content: string) => new TextEncoder().encode(content);
  const files: NamedFile[] = [{ name: 'records.json', bytes: text(records) }];
  for (const { number, recipe, artifact, signature, sha256 } of versions) {
    const held = await session.models.held(artifact.sha256);
    if (!held) continue;
    const numerics = await numericsOf(recipe);
    const exported = await whileComputing(recipe, null, session, async () =>
      numerics.export({ recipe, artifact, bytes: await held.bytes() }),
    );
    const folder = `version-${String(number)}`;
    const facts = {
      ...{ recipe, preprocessing: artifact.preprocessing, sha256 },
      ...(artifact.calibration ? { calibration: artifact.calibration } : {}),
      signature: writtenSignature(signature),
    };
    files.push(...exported.files.map(({ name, bytes }) => ({ name: `${folder}/${name}`, bytes })), {
      name: `${folder}/hearth.json`,
      bytes: text(JSON.stringify(facts, null, 2)),
    });
  }
  return zipped(files);
}
