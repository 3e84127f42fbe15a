// A registered version ready to answer: its net's shape, its preprocessing, what its outputs mean.
import type { Prediction } from '../../contract/transport/engine-api';
import type { BackendName } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import { taskNamed } from '../../domain/tasks/registry';
import { toOutputs } from '../../model/net/serving/predict';
import { networkOutputs, networkSpecOf, type NetworkSpec } from '../../model/net/network';
import { targetScaling } from '../training/run-data';
import type { EngineSession } from '../session';

/** What serving needs of a version. */
export type Servable = Pick<ModelVersion, 'recipe' | 'artifact' | 'signature'>;

/** The shape of a version's net. */
export function servedSpec({ recipe, artifact }: Servable): NetworkSpec {
  return networkSpecOf(recipe, artifact.preprocessing);
}

/** Outputs of encoded rows, row-major; `onPeak` hears the bytes held. Inside a share of the backend only. */
export async function outputsOf(
  version: Servable,
  features: Float32Array,
  rows: number,
  backend: BackendName,
  session: Pick<EngineSession, 'models'>,
  onPeak?: (bytes: number) => void,
): Promise<Float32Array> {
  const spec = servedSpec(version);
  const forward = await session.models.get(backend, spec, version.artifact);
  const logits = await forward.predict(features, rows, onPeak);
  const scaling = targetScaling(version.artifact.preprocessing);
  return toOutputs(spec.task, logits, networkOutputs(spec), scaling);
}

/** Outputs as answers: the class by the version's threshold with all probabilities, or the number. */
export function answersOf(version: Servable, outputs: Float32Array): Omit<Prediction, 'warnings'>[] {
  return taskNamed(version.recipe.task).answers(outputs, version.signature.output);
}
