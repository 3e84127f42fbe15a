// Who wants to hear of predictions that a person asked for: the host of a frame. Nobody else listens, and nothing is kept.
import type { Prediction } from '../../contract/transport/engine-api';

type Listener = (versionId: string, prediction: Prediction) => void;

const listeners = new Set<Listener>();

/** Calls `listener` for each answer that a person is shown. */
export function hearPredictions(listener: Listener): void {
  listeners.add(listener);
}

export function tellPrediction(versionId: string, prediction: Prediction): void {
  for (const listener of listeners) listener(versionId, prediction);
}
