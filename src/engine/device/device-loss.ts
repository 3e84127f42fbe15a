// Turns the failure of a graphics device into a rejection: work that waits for a lost device may wait for ever, and what a
// device computed after an error is not to be trusted. Not for recovery: the page starts a new worker.
import { HearthError } from '../../contract/transport/fault';
import type { BackendName } from '../../contract/model/run';
import { lossOf, onBackendLost, type BackendLoss } from '../../model/backends/backend-loss';

/** Passes a promise through unless the device failed; then it rejects with `gpu_lost` or `out_of_memory`. */
export type WhileDeviceLasts = <U>(wait: Promise<U>) => Promise<U>;

/** A read that fails because its device is gone may do so a moment before the device tells. */
const graceMs = 250;

/** Runs work whose waits go through `lasts`; once the device fails, they and the work reject. */
export async function failWhenLost<T>(
  backend: BackendName,
  work: (lasts: WhileDeviceLasts) => Promise<T>,
): Promise<T> {
  const watch = watchFor(backend);
  try {
    return await work((wait) => watch.guard(wait));
  } catch (thrown) {
    throw await watch.reasonOf(thrown);
  } finally {
    watch.end();
  }
}

/** The same; null for work that needs no device, which nothing fails. */
export function whileLasting<T>(
  backend: BackendName | null,
  work: (lasts: WhileDeviceLasts) => Promise<T>,
): Promise<T> {
  return backend === null ? work((wait) => wait) : failWhenLost(backend, work);
}

/**
 * Throws `gpu_lost` where this thread lost the backend's device: nothing here computes with it any more. null stands for
 * work that may take any backend; work on another than the lost one is left in peace.
 */
export function refuseLost(backend: BackendName | null): void {
  const loss = lossOf(backend);
  if (loss) throw faultOf(loss);
}

function watchFor(backend: BackendName) {
  const before = lossOf(backend);
  let failed = before && faultOf(before);
  let fail: (error: HearthError) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => (fail = reject));
  failure.catch(() => undefined); // heard through `guard`, or of no more concern
  if (failed) fail(failed);
  const end = onBackendLost((loss) => {
    if (loss.backend !== backend) return;
    failed ??= faultOf(loss);
    fail(failed);
  });
  return {
    end,
    async guard<U>(wait: Promise<U>): Promise<U> {
      const value = await Promise.race([wait, failure]);
      if (failed) throw failed; // both came at once: what was computed may be rubbish
      return value;
    },
    async reasonOf(thrown: unknown): Promise<unknown> {
      const onDevice = backend === 'webgpu' || backend === 'webgl';
      if (onDevice && !failed) {
        const grace = new Promise((resolve) => setTimeout(resolve, graceMs));
        await Promise.race([failure.catch(() => undefined), grace]);
      }
      return failed ?? thrown;
    },
  };
}

function faultOf({ backend, cause, detail }: BackendLoss): HearthError {
  return new HearthError(cause === 'out_of_memory' ? 'out_of_memory' : 'gpu_lost', {}, { backend }, detail);
}
