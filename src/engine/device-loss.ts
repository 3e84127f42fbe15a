// Turns the loss of a graphics device into a rejection: work that waits for a lost device would wait for ever.
import { HearthError } from '../contract/fault';
import type { BackendName } from '../contract/run';
import { onBackendLost, type BackendLoss } from '../model/backend-loss';

/** Runs work whose waits go through `lost`; they reject with `gpu_lost` or `out_of_memory` once the device fails. */
export async function failWhenLost<T>(
  backend: BackendName,
  work: (lost: <U>(wait: Promise<U>) => Promise<U>) => Promise<T>,
): Promise<T> {
  let end: () => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    end = onBackendLost((loss) => {
      if (loss.backend === backend && loss.cause !== 'error') reject(faultOf(loss));
    });
  });
  failure.catch(() => undefined); // heard through `lost`, or of no more concern
  try {
    return await work((wait) => Promise.race([wait, failure]));
  } finally {
    end();
  }
}

function faultOf({ backend, cause, detail }: BackendLoss): HearthError {
  return new HearthError(cause === 'out_of_memory' ? 'out_of_memory' : 'gpu_lost', {}, { backend }, detail);
}
