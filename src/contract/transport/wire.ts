// The messages of one call over its MessagePort, and what Comlink exposes.
import type { Fault } from './fault';

export type ToWorker = { kind: 'abort' };
export type FromWorker =
  { kind: 'event'; event: unknown } | { kind: 'value'; value: unknown } | { kind: 'fault'; fault: Fault };

export interface RemoteWorker {
  ping(): true;
  /** Answers over the port: any number of events, then one value or fault. */
  invoke(method: string, request: unknown, port: MessagePort): Promise<void>;
}
