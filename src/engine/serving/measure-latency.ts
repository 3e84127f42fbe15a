// How long one answer takes, preprocessing included, and how much memory it needs: measured on this device, now.
import type { InputRow } from '../../contract/transport/engine-api';
import type { Latency, ModelVersion } from '../../contract/release/version';
import { percentile } from '../../domain/predictions/bootstrap';
import { getVersion, saveVersionFacts } from '../../storage/versions';
import { whileComputing } from '../device/family-lease';
import { encodeInputRows } from './predict';
import { answersOf, outputsOf } from './serve-model';
import type { EngineSession } from '../session';

const warmUps = 5;
const measured = 100;

/** Times single-row predictions and keeps the result with the version's facts. */
export async function measureLatency(
  versionId: string,
  signal: AbortSignal,
  session: EngineSession,
): Promise<Latency> {
  const version = await getVersion(versionId);
  const row = exampleRow(version);
  let peakMemoryBytes = 0;
  const latency = await whileComputing(version.recipe, null, session, async (backend): Promise<Latency> => {
    const times: number[] = [];
    for (let round = -warmUps; round < measured; round++) {
      signal.throwIfAborted();
      const start = performance.now();
      const { features } = encodeInputRows(version.artifact.preprocessing, [row]);
      const outputs = await outputsOf(version, { features, rows: 1 }, backend, session, (bytes) => {
        peakMemoryBytes = Math.max(peakMemoryBytes, bytes);
      });
      answersOf(version, outputs);
      if (round >= 0) times.push(performance.now() - start);
    }
    const sorted = Float64Array.from(times).sort();
    const [p50Ms, p95Ms] = [percentile(sorted, 0.5), percentile(sorted, 0.95)];
    return { backend, batch: 1, p50Ms, p95Ms, samples: measured, peakMemoryBytes, takenAt: Date.now() };
  });
  await saveVersionFacts(versionId, { latency });
  return latency;
}

/** A row of the signature's examples; a black image where the input is one. */
function exampleRow({ signature }: ModelVersion): InputRow {
  return Object.fromEntries(
    signature.inputs.map(({ name, shape, example }) => [
      name,
      shape ? new Uint8Array(shape[0] * shape[1] * shape[2]) : example,
    ]),
  );
}
