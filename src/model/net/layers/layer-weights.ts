// What each weight of each kind of layer is for, said once: what it starts as and what is regularised follow from it.
// Names are those of the variables, `<index>_<kind>/<name>`; what is not listed is a bias, a gain or a moving statistic.
import type { LayerSpec } from '../../../contract/model/recipe';

/**
 * `kernel`: multiplied with inputs. `recurrent`: a kernel of a recurrent layer, started by PyTorch's rule. `table`: rows that
 * are looked up. `plain`: starts as its layer says.
 */
export type WeightRole = 'kernel' | 'recurrent' | 'table' | 'plain';

type Roles = Readonly<Record<string, Exclude<WeightRole, 'plain'>>>;

const dense: Roles = { kernel: 'kernel' };
const recurrent: Roles = { kernel: 'recurrent', recurrent_kernel: 'recurrent' };

const roles: Partial<Record<LayerSpec['kind'] | 'output', Roles>> = {
  output: dense,
  dense,
  conv2d: dense,
  depthwiseConv2d: { depthwise_kernel: 'kernel' },
  embedding: { embeddings: 'table' },
  positionEmbedding: { table: 'table' },
  attention: {
    query_kernel: 'kernel',
    key_kernel: 'kernel',
    value_kernel: 'kernel',
    output_kernel: 'kernel',
  },
  lstm: recurrent,
  gru: recurrent,
};

/** The role of a weight by its full name. */
export function weightRole(name: string): WeightRole {
  const [layer = '', weight = ''] = name.split('/');
  const kind = layer.slice(layer.indexOf('_') + 1);
  return (roles as Partial<Record<string, Roles>>)[kind]?.[weight] ?? 'plain';
}

/**
 * Whether penalties and decay act on a weight: on kernels, also recurrent ones. Biases, the gains and shifts of norms, and
 * embedding tables are left alone, as PyTorch's minGPT groups them (`configure_optimizers`).
 */
export function isDecayed(name: string): boolean {
  const role = weightRole(name);
  return role === 'kernel' || role === 'recurrent';
}
