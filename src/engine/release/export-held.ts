// What this worker still holds of a project whose store is gone: the records that the page gives it, and the nets that it serves.
import type { HeldVersion } from '../../contract/transport/engine-api';
import { exportLayersModel, weightsFile } from '../../model/net/serving/export';
import { readVariables } from '../../model/net/training/variables';
import { networkSpecOf } from '../../model/net/network';
import type { NamedFile } from './export-files';
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
    const { modelJson, weights } = await session.lease.share(null, async () =>
      exportLayersModel(
        networkSpecOf(recipe, artifact.preprocessing),
        await readVariables(held.network.variables),
      ),
    );
    const folder = `version-${String(number)}`;
    const facts = { recipe, preprocessing: artifact.preprocessing, signature, sha256 };
    files.push(
      { name: `${folder}/model.json`, bytes: text(modelJson) },
      { name: `${folder}/${weightsFile}`, bytes: weights },
      { name: `${folder}/hearth.json`, bytes: text(JSON.stringify(facts, null, 2)) },
    );
  }
  return zipped(files);
}
