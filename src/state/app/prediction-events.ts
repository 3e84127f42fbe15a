// Predictions that a person asked for, reported to the host of a frame. Nobody else listens, and nothing is stored.
import type { Prediction } from '../../contract/transport/engine-api';

type Listener = (versionId: string, prediction: Prediction) => void;

const listeners = new Set<Listener>();

/** Calls `listener` for each answer that a person is shown. */
export function onPrediction(listener: Listener): void {
  listeners.add(listener);
}

export function reportPrediction(versionId: string, prediction: Prediction): void {
  for (const listener of listeners) listener(versionId, prediction);
}
