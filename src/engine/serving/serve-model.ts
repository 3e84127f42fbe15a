// A registered version ready to answer: its model, its preprocessing, what its outputs mean.
import type { Prediction } from '../../contract/transport/engine-api';
import type { BackendName } from '../../contract/model/run';
import type { ModelVersion } from '../../contract/release/version';
import type { Outputs } from '../../domain/tasks/task';
import { taskNamed } from '../../domain/tasks/registry';
import { toOutputs } from '../../model/net/serving/predict';
import { targetScaling } from '../training/run-data';
import type { EngineSession } from '../session';

/** What serving needs of a version. */
export type Servable = Pick<ModelVersion, 'recipe' | 'artifact' | 'signature'>;

/** Outputs of encoded rows, row-major; `onPeak` hears the bytes held. Inside `whileComputing` only. */
export async function outputsOf(
  version: Servable,
  { features, rows }: { features: Float32Array; rows: number },
  backend: BackendName | null,
  session: Pick<EngineSession, 'models'>,
  onPeak?: (bytes: number) => void,
): Promise<Outputs> {
  const predictor = await session.models.get(backend, version);
  const logits = await predictor.predict(features, rows, onPeak);
  const scaling = targetScaling(version.artifact.preprocessing);
  return toOutputs(version.recipe.task, logits, predictor.outputs, scaling);
}

/** Outputs as answers: the class by the version's threshold with all probabilities, or the number. */
export function answersOf(version: Servable, outputs: Outputs): Omit<Prediction, 'warnings'>[] {
  return taskNamed(version.recipe.task).answers(outputs, version.signature.output);
}
