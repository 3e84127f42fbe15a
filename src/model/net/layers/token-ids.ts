// Token ids as samples bring them. Kernels take an id outside the vocabulary to the nearest within; here, where the values are
// still on this thread, it is refused instead.
import { HearthError } from '../../../contract/transport/fault';
import { vocabularyOf } from '../../../domain/shapes';
import type { NetworkSpec } from '../network';

/**
 * Throws `token_unknown` where samples of a net that begins with an embedding hold what is none of its ids: whole numbers from
 * 0 to below the vocabulary. Nets that begin otherwise read any number.
 */
export function checkTokenIds({ layers }: Pick<NetworkSpec, 'layers'>, features: Float32Array): void {
  const vocabulary = vocabularyOf(layers);
  if (vocabulary === null) return;
  for (const id of features) {
    if (Number.isInteger(id) && id >= 0 && id < vocabulary) continue;
    throw new HearthError('token_unknown', { field: 'model.layers.0' }, { id, largest: vocabulary - 1 });
  }
}
