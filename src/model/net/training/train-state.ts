// The tensors of a training in and out of a state: weights, optimiser slots, best weights, scores of the running epoch.
import { tensorsUnder, withPrefix, type NamedValues } from '../serving/artifact';
import type { Tally } from './tally';
import type { Stepper } from './stepper';

/** Copies of all tensors that a resume needs, under their prefixes. */
export async function captureTensors(
  stepper: Stepper,
  best: readonly NamedValues[],
  tally: Tally,
): Promise<NamedValues[]> {
  return [
    ...withPrefix('weights/', await stepper.weights()),
    ...withPrefix('slots/', await stepper.slots()),
    ...withPrefix('best/', best),
    ...tally.tensors(),
  ];
}

/** Writes weights and slots back; returns the best weights. Throws `storage_damaged` where one is missing. */
export function restoreTensors(stepper: Stepper, tensors: readonly NamedValues[]): NamedValues[] {
  stepper.restore(tensorsUnder('weights/', tensors), tensorsUnder('slots/', tensors));
  return tensorsUnder('best/', tensors);
}
