// What each weight of each kind of layer is for: what it starts as and what is regularised follow from it. Names are those of the
// variables, `<index>_<kind>/<name>`; the roles stand with the kinds.
import type { LayerKind } from '../../../contract/model/layers/registry';
import type { WeightRole } from './form';
import { layerForm } from './registry';

/** The role of a weight by its full name. */
export function weightRole(name: string): WeightRole {
  const [layer = '', weight = ''] = name.split('/');
  const kind = layer.slice(layer.indexOf('_') + 1) as LayerKind | 'output';
  return layerForm(kind === 'output' ? 'dense' : kind).weights?.[weight] ?? 'plain';
}

/**
 * Whether penalties and decay act on a weight: on kernels, also recurrent ones. Biases, the gains and shifts of norms, and
 * embedding tables are left alone, as PyTorch's minGPT groups them (`configure_optimizers`).
 */
export function isDecayed(name: string): boolean {
  const role = weightRole(name);
  return role !== 'plain' && role !== 'table';
}
