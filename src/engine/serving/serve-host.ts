// A host page's own port to this worker, past the frame's page: a hop less each way. The checks are the page's own, from src/host.
// Not for recovery: where an answer needs another worker this ends, and the page answers instead.
import type { EngineApi, HostService } from '../../contract/transport/engine-api';
import { HearthError, toFault } from '../../contract/transport/fault';
import { HostChannel } from '../../host/host-channel';
import { hostMethods } from '../../host/methods';
import { RateLimiter } from '../../host/rate-limiter';

type Predict = (request: Parameters<EngineApi['predict']>[0]) => ReturnType<EngineApi['predict']>;

/** Answers until the host closes the port; rejects with `aborted`, or with what ails the device. */
export function serveHost(
  { port, models, allowance }: HostService,
  signal: AbortSignal,
  predict: Predict,
): Promise<null> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      port.close(); // from here on nothing is answered
      finish();
    };
    const methods = hostMethods({
      models: () => Promise.resolve(models),
      predict: async (versionId, rows) => {
        try {
          return await predict({ versionId, rows });
        } catch (thrown) {
          const { code } = toFault(thrown);
          if (code === 'gpu_lost' || code === 'out_of_memory') end(() => reject(thrown));
          throw thrown;
        }
      },
    });
    const channel = new HostChannel(
      (message) => port.postMessage(message),
      methods,
      new RateLimiter(allowance),
    );
    signal.addEventListener('abort', () => end(() => reject(new HearthError('aborted'))));
    port.addEventListener('close', () => end(() => resolve(null)));
    port.onmessage = ({ data }: MessageEvent<unknown>) => channel.receive(data);
  });
}
