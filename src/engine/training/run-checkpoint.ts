// A training's state as a checkpoint of the store, and back.
import { HearthError } from '../../contract/transport/fault';
import type { BackendName, Checkpoint } from '../../contract/model/run';
import { packTensors, unpackTensors } from '../../model/net/serving/artifact';
import type { TrainState } from '../../model/net/training/train-types';
import { commitCheckpoint, latestCheckpoint } from '../../storage/checkpoints';
import { getBlob, putBlob } from '../../storage/chunks/chunks';
import { newId } from '../../storage/store/ids';

/** Commits a state under a generation; resolves once it is on disk. Throws `storage_full`. */
export async function keepState(
  runId: string,
  generation: number,
  backend: BackendName | null,
  state: TrainState,
): Promise<Checkpoint> {
  const { bytes, entries } = packTensors(state.tensors);
  const { metricSum, startLoss, ...running } = state.running;
  const checkpoint: Checkpoint = {
    id: newId(),
    runId,
    generation,
    epoch: state.epoch,
    batch: state.batch,
    step: state.step,
    state: await putBlob(bytes),
    tensors: entries,
    earlyStopping: state.earlyStopping,
    running: { ...running, metricSum, startLoss },
    history: state.history,
    backend,
    appVersion: __APP_VERSION__,
    createdAt: Date.now(),
  };
  await commitCheckpoint(checkpoint);
  return checkpoint;
}

/** What is left of a run's checkpoints. */
export interface KeptState {
  /** The state to go on from; null where none is whole: the recipe decides the run, from the start it comes to the same weights. */
  state: TrainState | null;
  /** Where it was computed; null also of a family that needs no backend. */
  backend: BackendName | null;
  /** The newest damaged generation; null where the newest of all was whole. */
  damaged: number | null;
}

/** The newest state that is whole, and what was damaged; null where the run has no checkpoint yet. */
export async function keptState(runId: string): Promise<KeptState | null> {
  let checkpoint: Checkpoint | null;
  let damaged: number | null = null;
  try {
    checkpoint = await latestCheckpoint(runId, (generation) => (damaged ??= generation));
  } catch (thrown) {
    if (thrown instanceof HearthError && thrown.fault.code === 'storage_damaged')
      return { state: null, backend: null, damaged };
    throw thrown;
  }
  if (!checkpoint) return null;
  const { epoch, batch, step, tensors, earlyStopping, running, history, backend } = checkpoint;
  const state: TrainState = {
    epoch,
    batch,
    step,
    tensors: unpackTensors(await getBlob(checkpoint.state), tensors),
    earlyStopping,
    running: { ...running, metricSum: running.metricSum ?? 0, startLoss: running.startLoss ?? null },
    history,
  };
  return { state, backend, damaged };
}
