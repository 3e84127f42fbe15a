// How often a failed worker or device is tried again before another backend, or before giving up. Only counting.
import type { BackendName, RecoveryCause } from '../../contract/model/run';

const causes: readonly string[] = [
  'gpu_lost',
  'out_of_memory',
  'worker_hung',
  'worker_died',
] satisfies RecoveryCause[];

/** Whether a fault is one that a new worker may mend. */
export function isRecoverable(code: string): code is RecoveryCause {
  return causes.includes(code);
}

/** Failures of one kind after which a backend is left out. Half the batch, a quarter, an eighth: then memory is not the matter. */
const patience: Record<RecoveryCause, number> = {
  gpu_lost: 3,
  out_of_memory: 4,
  worker_hung: 2,
  worker_died: 2,
};
/** In one training, of whatever kind. */
const most = 10;

/** The failures of one piece of work. */
export class RecoveryBudget {
  readonly #counts = new Map<string, number>();
  readonly #avoided = new Set<BackendName>();
  #spent = 0;

  /** Backends that failed too often, for the new worker to leave out. */
  get avoided(): readonly BackendName[] {
    return [...this.#avoided];
  }

  /** Counts a failure on a backend (null: none was begun on). Returns whether trying again makes sense. */
  spend(cause: RecoveryCause, backend: BackendName | null): boolean {
    this.#spent += 1;
    const key = `${cause} ${backend ?? 'none'}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const onGpu = backend === 'webgpu' || backend === 'webgl';
    // A driver that made the worker hang would do it again.
    const isEnough = count >= (cause === 'worker_hung' && onGpu ? 1 : patience[cause]);
    if (isEnough && backend !== null) this.#avoided.add(backend);
    const isHopeless = backend === null ? isEnough : this.#avoided.has('cpu');
    return !isHopeless && this.#spent <= most;
  }
}
