// Values in and out of variables, by name: weights of a net, slots of an optimiser.
import * as tf from '@tensorflow/tfjs-core';
import { HearthError } from '../../../contract/transport/fault';
import type { NamedValues } from '../serving/artifact';

/** Anything with a lasting name and a variable. */
export interface Named {
  name: string;
  variable: tf.Variable;
}

/** Reads every variable; the values are copies. */
export async function readVariables(variables: readonly Named[]): Promise<NamedValues[]> {
  return Promise.all(
    variables.map(async ({ name, variable }) => ({
      name,
      shape: [...variable.shape],
      // The cpu backend hands out its own buffer, which the next update may reuse.
      values: Float32Array.from(await variable.data<'float32'>()),
    })),
  );
}

/** Writes every variable. Throws `storage_damaged` where a name is missing or a shape differs. */
export function writeVariables(variables: readonly Named[], tensors: readonly NamedValues[]): void {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  for (const { name, variable } of variables) {
    const found = byName.get(name);
    if (!found || found.shape.join() !== variable.shape.join()) {
      throw new HearthError('storage_damaged', { field: name }, {}, 'tensor missing or of another shape');
    }
    // A copy: cpu tensors keep the array they are given.
    tf.tidy(() => variable.assign(tf.tensor(found.values.slice(), found.shape)));
  }
}
