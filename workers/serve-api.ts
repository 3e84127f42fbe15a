// The worker's side of every call: one Comlink method, one port a call. Errors cross as plain faults, progress over the port.
import * as Comlink from 'comlink';
import { toFault } from '../src/contract/transport/fault';
import type { Job } from '../src/contract/transport/job';
import type { WorkerNotice } from '../src/contract/transport/store-state';
import type { FromWorker, RemoteWorker, ToWorker } from '../src/contract/transport/wire';
import { reportTraffic } from './report-traffic';

/** Exposes an API to the page; `load` runs on the first call, so that the worker itself starts at once. */
export function serveApi<Api extends object>(
  thread: string,
  load: (report: (notice: WorkerNotice) => void) => Promise<Api>,
): void {
  reportTraffic(thread);
  let api: Promise<Api> | undefined;
  // Comlink leaves messages alone that are not its own.
  const report = (notice: WorkerNotice) => self.postMessage(notice);
  const remote: RemoteWorker = {
    ping: () => true,
    async invoke(method, request, port) {
      const controller = new AbortController();
      const post = (message: FromWorker) => port.postMessage(message);
      port.onmessage = ({ data }: MessageEvent<ToWorker>) => {
        if (data.kind === 'abort') controller.abort();
      };
      const job: Job<unknown> = {
        signal: controller.signal,
        emit: (event) => post({ kind: 'event', event }),
      };
      try {
        api ??= load(report);
        const action: unknown = Reflect.get(await api, method);
        if (typeof action !== 'function') throw new TypeError(`no such method: ${method}`);
        post({ kind: 'value', value: (await Reflect.apply(action, undefined, [request, job])) as unknown });
      } catch (thrown) {
        const fault = toFault(thrown);
        if (fault.code === 'internal') console.error(thrown);
        post({ kind: 'fault', fault });
      } finally {
        port.close();
      }
    },
  };
  Comlink.expose(remote);
}
