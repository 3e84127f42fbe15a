// The tensors of a training in and out of a state: weights, optimiser slots, best weights, scores of the running epoch.
import { tensorsUnder, withPrefix, type NamedValues } from './artifact';
import type { Tally } from './tally';
import type { Learner } from './train-step';
import { readVariables, writeVariables } from './variables';

/** Copies of all tensors that a resume needs, under their prefixes. */
export async function captureTensors(
  { network, optimizer }: Learner,
  best: readonly NamedValues[],
  tally: Tally,
): Promise<NamedValues[]> {
  return [
    ...withPrefix('weights/', await readVariables(network.variables)),
    ...withPrefix('slots/', await readVariables(optimizer.slots)),
    ...withPrefix('best/', best),
    ...tally.tensors(),
  ];
}

/** Writes weights and slots back; returns the best weights. Throws `storage_damaged` where one is missing. */
export function restoreTensors(
  { network, optimizer }: Learner,
  tensors: readonly NamedValues[],
): NamedValues[] {
  writeVariables(network.variables, tensorsUnder('weights/', tensors));
  writeVariables(optimizer.slots, tensorsUnder('slots/', tensors));
  return tensorsUnder('best/', tensors);
}

/** How many numbers a net has, those that do not learn included. */
export function countParameters({ network }: Learner): number {
  return network.variables.reduce((sum, { variable }) => sum + variable.size, 0);
}
