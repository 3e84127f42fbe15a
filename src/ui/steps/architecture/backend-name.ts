// How backends, layers and model families are called. Not for choosing one.
import type { BackendFacts, DeviceReport } from '../../../contract/device';
import type { Family } from '../../../contract/recipe';
import type { BackendName } from '../../../contract/run';
import { m } from '../../../i18n/paraglide/messages.js';

/** Names of interfaces: the same in every language. */
export const backendName: Record<BackendName, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

const layers: Record<string, (() => string) | undefined> = {
  dense: m.architecture_layer_dense,
  conv2d: m.architecture_layer_conv2d,
  maxPool2d: m.architecture_layer_max_pool,
  averagePool2d: m.architecture_layer_average_pool,
  globalAveragePool2d: m.architecture_layer_global_pool,
  flatten: m.architecture_layer_flatten,
  dropout: m.architecture_layer_dropout,
  batchNorm: m.architecture_layer_batch_norm,
  activation: m.architecture_layer_activation,
  output: m.architecture_layer_output,
};

/** A layer's name; its kind where it has none. */
export const layerName = (kind: string): string => layers[kind]?.() ?? kind;

const families: Record<Family, () => string> = {
  dense: m.architecture_family_dense,
  convolutional: m.architecture_family_convolutional,
  linear: m.architecture_family_linear,
};

/** A model family's name. */
export const familyName = (family: Family): string => families[family]();

/** Which of the two measurements is about this family. */
export function rateOf(facts: BackendFacts | undefined, family: Family): number | null {
  return (family === 'convolutional' ? facts?.convolutionRate : facts?.denseRate) ?? null;
}

/** The backend that a run of this family takes when nobody chose one. */
export function automaticBackend(report: DeviceReport, family: Family): BackendName {
  return family === 'convolutional' ? report.chosen.convolution : report.chosen.dense;
}
