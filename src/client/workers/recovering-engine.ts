// The door to the engine worker as everyone uses it: work whose worker or device failed is done again on a new worker.
// Not for the calls themselves (worker-client.ts), nor for the data worker, whose calls may have written.
import type { EngineApi } from '../../contract/transport/engine-api';
import { toFault } from '../../contract/transport/fault';
import { backendNames } from '../../contract/model/backend-names';
import { carryOutRecovering, type AskedOfJobs } from './recovering-job';
import { trainRecovering, type Asked } from './recovering-training';
import { isRecoverable } from './recovery-budget';
import type { CallOptions, EventOf, RequestOf, ValueOf, WorkerClient } from './worker-client';

type Engine = WorkerClient<EngineApi>;
type Way<Name extends keyof EngineApi> = (
  request: RequestOf<EngineApi, Name>,
  options: CallOptions<EventOf<EngineApi, Name>>,
) => Promise<ValueOf<EngineApi, Name>>;
type Ways = { [Name in keyof EngineApi]: Way<Name> };

/** Calls the engine like a WorkerClient does; a job and a training resume by themselves, everything else is asked again. */
export class RecoveringEngine {
  readonly #engine: Engine;
  readonly #asked: Asked = new Map();
  readonly #askedOfJobs: AskedOfJobs = new Map();
  readonly #ways: Ways;

  constructor(engine: Engine) {
    this.#engine = engine;
    const again = <Name extends keyof EngineApi>(name: Name): Way<Name> => {
      return (request, options) => askAgain(engine, name, request, options);
    };
    const remembered = (name: 'pauseRun' | 'stopRun'): Way<typeof name> => {
      return (request, options) => {
        if (this.#asked.get(request.runId) !== 'stopRun') this.#asked.set(request.runId, name);
        return askAgain(engine, name, request, options);
      };
    };
    this.#ways = {
      train: (request, options) => trainRecovering(engine, request, options, this.#asked),
      startJob: (request, options) =>
        carryOutRecovering(engine, { start: request }, options, this.#askedOfJobs),
      resumeJob: (request, options) =>
        carryOutRecovering(engine, { resume: request }, options, this.#askedOfJobs),
      askJob: (request, options) => {
        this.#askedOfJobs.set(request.jobId, request.intent);
        return askAgain(engine, 'askJob', request, options);
      },
      pauseRun: remembered('pauseRun'),
      stopRun: remembered('stopRun'),
      probeDevice: again('probeDevice'),
      tunedTiles: again('tunedTiles'),
      avoidBackend: again('avoidBackend'),
      estimate: again('estimate'),
      judge: again('judge'),
      measureLearningCurve: again('measureLearningCurve'),
      explainRun: again('explainRun'),
      predict: again('predict'),
      // Not asked again: the port went with its worker. The frame's page answers instead, and opens another once that works.
      serveHost: (request, options) =>
        engine.call('serveHost', request, { ...options, transfer: [request.port] }),
      measureLatency: again('measureLatency'),
      scoreFile: again('scoreFile'),
      exportModel: again('exportModel'),
      exportRun: again('exportRun'),
      exportRuns: again('exportRuns'),
      importModel: again('importModel'),
      exportHeld: again('exportHeld'),
    };
  }

  /** Calls a method; rejects as WorkerClient does, once trying again makes no sense. */
  call<Name extends keyof EngineApi>(
    method: Name,
    request: RequestOf<EngineApi, Name>,
    options: CallOptions<EventOf<EngineApi, Name>> = {},
  ): Promise<ValueOf<EngineApi, Name>> {
    return this.#ways[method](request, options);
  }

  /** Receives what the worker reports without being asked. */
  set onNotice(listener: Engine['onNotice']) {
    this.#engine.onNotice = listener;
  }

  /** Ends the worker; calls that wait for it fail with `aborted`. */
  end(): void {
    this.#engine.end();
  }
}

/** Asks once more on a new worker; after a second failure of a device that is known, without its backend. */
async function askAgain<Name extends keyof EngineApi>(
  engine: Engine,
  method: Name,
  request: RequestOf<EngineApi, Name>,
  options: CallOptions<EventOf<EngineApi, Name>>,
): Promise<ValueOf<EngineApi, Name>> {
  for (let failures = 0; ;) {
    const call = engine.call(method, request, options);
    const { worker } = engine;
    try {
      return await call;
    } catch (thrown) {
      const { code, params } = toFault(thrown);
      failures += 1;
      const failed = backendNames.find((name) => name === params['backend']);
      const mayHelp = failures < 2 || (failures < 3 && failed !== undefined);
      if (!isRecoverable(code) || options.signal?.aborted || !mayHelp) throw thrown;
      if (worker && engine.worker === worker) engine.end(code);
      if (failures === 2 && failed) await engine.call('avoidBackend', { backend: failed });
    }
  }
}
