// How planned layers and backends are called. Not for choosing one.
import type { BackendFacts, DeviceReport } from '../../../contract/model/device';
import { layerKinds } from '../../../contract/model/layers/registry';
import type { NetFamily } from '../../../contract/model/recipe';
import type { BackendName } from '../../../contract/model/run';
import { measuredWork, trainingRate } from '../../../domain/training-rate';
import { m } from '../../../i18n/paraglide/messages.js';
import { layerName } from '../model/names';

export { backendName } from '../../../i18n/backend-name';

/** The name of a layer of an estimate, the output layer among them. */
export function plannedLayerName(kind: string): string {
  const known = layerKinds.find((each) => each === kind);
  return known ? layerName(known) : m.architecture_layer_output();
}

/** The measurement that is about this family, on the path that its steps take. */
export function rateOf(facts: BackendFacts | undefined, family: NetFamily): number | null {
  if (!facts) return null;
  return trainingRate(facts, measuredWork[family === 'convolutional' ? 'convolution' : 'dense']);
}

/** The backend that a run of this family takes when nobody chose one. */
export function automaticBackend(report: DeviceReport, family: NetFamily): BackendName {
  return family === 'convolutional' ? report.chosen.convolution : report.chosen.dense;
}
