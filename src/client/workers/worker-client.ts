// The main thread's door to one worker: call, abort, time out, restart. Knows no method by name.
import * as Comlink from 'comlink';
import { HearthError, fromFault, type FaultCode } from '../../contract/transport/fault';
import type { RecoveryCause } from '../../contract/model/run';
import type { WorkerNotice } from '../../contract/transport/store-state';
import type { FromWorker, RemoteWorker, ToWorker } from '../../contract/transport/wire';

type Methods<Api> = {
  [Name in keyof Api]: Api[Name] extends (request: infer R, job: infer J) => Promise<infer V>
    ? { request: R; value: V; event: J extends { emit(event: infer E): void } ? E : never }
    : never;
};
export type RequestOf<Api, Name extends keyof Api> = Methods<Api>[Name]['request'];
export type ValueOf<Api, Name extends keyof Api> = Methods<Api>[Name]['value'];
export type EventOf<Api, Name extends keyof Api> = Methods<Api>[Name]['event'];

export interface CallOptions<Event> {
  signal?: AbortSignal;
  onEvent?: (event: Event) => void;
  /** Parts of the request that are given away rather than copied: ports. */
  transfer?: Transferable[];
}

interface Pending {
  reject(error: HearthError): void;
}

interface Life {
  worker: Worker;
  remote: Comlink.Remote<RemoteWorker>;
  heardAt: number;
  pending: Set<Pending>;
  watch: ReturnType<typeof setInterval> | undefined;
}

/** Why a worker is ended, as its calls are told. */
export type EndCode = Extract<FaultCode, 'aborted' | RecoveryCause>;

const pingEveryMs = 1_000;
/** Checks so far apart mean that the page itself stood still. */
const sleptMs = 9_000;

export class WorkerClient<Api extends object> {
  readonly #start: () => Worker;
  readonly #silenceMs: number;
  #life: Life | undefined;
  /** Receives what the worker reports without being asked. */
  onNotice: ((notice: WorkerNotice) => void) | undefined;

  /** @param silenceMs a worker that owes an answer and is silent for so long is ended, and its calls fail with `worker_hung`. */
  constructor(start: () => Worker, silenceMs = 15_000) {
    this.#start = start;
    this.#silenceMs = silenceMs;
  }

  /** Calls a method; rejects with a HearthError when it fails, is aborted, or the worker dies or hangs. */
  call<Name extends keyof Api & string>(
    method: Name,
    request: RequestOf<Api, Name>,
    options: CallOptions<EventOf<Api, Name>> = {},
  ): Promise<ValueOf<Api, Name>> {
    const { signal, onEvent, transfer } = options;
    if (signal?.aborted) return Promise.reject(new HearthError('aborted'));
    const life = (this.#life ??= this.#begin());
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      const pending: Pending = { reject: (error) => settle(() => reject(error)) };
      const abort = () => port1.postMessage({ kind: 'abort' } satisfies ToWorker);
      const settle = (finish: () => void) => {
        signal?.removeEventListener('abort', abort);
        port1.close();
        life.pending.delete(pending);
        if (life.pending.size === 0) this.#rest(life);
        finish();
      };
      port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        life.heardAt = Date.now();
        if (data.kind === 'event') onEvent?.(data.event as EventOf<Api, Name>);
        else if (data.kind === 'value') settle(() => resolve(data.value as ValueOf<Api, Name>));
        else settle(() => reject(fromFault(data.fault)));
      };
      signal?.addEventListener('abort', abort, { once: true });
      life.pending.add(pending);
      this.#watch(life);
      const given = transfer ? Comlink.transfer(request as object, transfer) : request;
      life.remote.invoke(method, given, Comlink.transfer(port2, [port2])).catch((error: unknown) => {
        pending.reject(new HearthError('internal', {}, {}, String(error))); // the request could not be cloned
      });
    });
  }

  /** The worker that runs now; null before the first call and after an end. */
  get worker(): Worker | null {
    return this.#life?.worker ?? null;
  }

  /** Ends the worker; calls that wait for it fail with `code`. The next call starts a new one. */
  end(code: EndCode = 'aborted', detail?: string): void {
    const life = this.#life;
    if (!life) return;
    this.#life = undefined;
    clearInterval(life.watch);
    life.worker.terminate();
    for (const pending of [...life.pending]) pending.reject(new HearthError(code, {}, {}, detail));
  }

  #begin(): Life {
    const worker = this.#start();
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#life?.worker === worker) this.end('worker_died', event.message || 'the worker did not load');
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Partial<WorkerNotice>>) => {
      if (data.kind === 'store') this.onNotice?.(data as WorkerNotice);
    });
    const remote = Comlink.wrap<RemoteWorker>(worker);
    return { worker, remote, heardAt: Date.now(), pending: new Set(), watch: undefined };
  }

  #watch(life: Life): void {
    if (life.watch !== undefined) return;
    life.heardAt = Date.now();
    let checkedAt = Date.now();
    life.watch = setInterval(() => {
      const now = Date.now();
      // A page that slept (laptop lid, frozen tab) must not take its own pause for the worker's silence.
      if (now - checkedAt > sleptMs) life.heardAt = now;
      checkedAt = now;
      if (now - life.heardAt > this.#silenceMs) this.end('worker_hung');
      else void life.remote.ping().then(() => (life.heardAt = Date.now()));
    }, pingEveryMs);
  }

  #rest(life: Life): void {
    clearInterval(life.watch);
    life.watch = undefined;
  }
}
