// A training that goes on by itself when its worker or its device fails: a new worker, from the last checkpoint.
// Not for deciding how often (recovery-budget.ts), nor for which backend: that the engine picks among those not avoided.
import type { EngineApi, TrainRequest } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { Recovery, RecoveryCause, Run, TrainEvent } from '../../contract/model/run';
import { RecoveryBudget, isRecoverable } from './recovery-budget';
import { trainingReleased } from '../tabs/training-lock';
import type { CallOptions, WorkerClient } from './worker-client';

/** What a person asked of a run; kept here, since a worker that just failed has forgotten it. */
export type Asked = Map<string, 'pauseRun' | 'stopRun'>;

/** A thread that was ended keeps its locks until it is really gone, which takes a hung one seconds. */
const lockMs = 20_000;

type Engine = WorkerClient<EngineApi>;
type Options = CallOptions<TrainEvent>;
/** How an attempt ended: with a record, or with what its call threw. */
type Ending = { run: Run } | { thrown: unknown };

/** Trains to the end, over any number of workers. Where it gives up, it ends as its last attempt did. */
export async function trainRecovering(
  engine: Engine,
  request: TrainRequest,
  options: Options,
  asked: Asked,
): Promise<Run> {
  if (request.kind === 'resume') asked.delete(request.runId); // what was asked of it before is done
  const attempts = new Attempts(engine, options, asked);
  try {
    return await attempts.run(request);
  } finally {
    attempts.forget();
  }
}

class Attempts {
  readonly #engine: Engine;
  readonly #options: Options;
  readonly #asked: Asked;
  readonly #budget = new RecoveryBudget();
  #run: Run | null = null;
  /** The last step that was heard of, in this attempt or before. */
  #step = 0;
  #heldEnd: TrainEvent | null = null;

  constructor(engine: Engine, options: Options, asked: Asked) {
    this.#engine = engine;
    this.#options = options;
    this.#asked = asked;
  }

  async run(request: TrainRequest): Promise<Run> {
    let next = request;
    for (;;) {
      const { ending, worker } = await this.#attempt(next);
      const cause = causeOf(ending);
      const goesOn =
        cause !== null &&
        this.#options.signal?.aborted !== true &&
        this.#budget.spend(cause, this.#run?.backend ?? request.backend);
      if (!goesOn) return this.#end(ending, cause, worker);
      const recovery: Recovery = { cause, step: this.#step };
      this.#options.onEvent?.({ kind: 'recovering', ...recovery });
      await this.#newWorker(cause, worker);
      next = this.#run
        ? { kind: 'resume', runId: this.#run.id, backend: this.#run.backend, recovery }
        : { ...request, recovery };
    }
  }

  forget(): void {
    if (this.#run) this.#asked.delete(this.#run.id);
  }

  async #attempt(request: TrainRequest): Promise<{ ending: Ending; worker: Worker | null }> {
    this.#heldEnd = null;
    const { signal } = this.#options;
    const call = this.#engine.call('train', request, {
      ...(signal ? { signal } : {}),
      onEvent: (event) => this.#hear(event),
    });
    const { worker } = this.#engine;
    try {
      return { ending: { run: await call }, worker };
    } catch (thrown) {
      return { ending: { thrown }, worker };
    }
  }

  #hear(event: TrainEvent): void {
    if (event.kind === 'started') {
      this.#run = event.run;
      const asked = this.#asked.get(event.run.id);
      if (asked) void this.#engine.call(asked, { runId: event.run.id }).catch(() => undefined);
    }
    if (event.kind === 'step' || event.kind === 'checkpoint') this.#step = Math.max(this.#step, event.step);
    if (event.kind === 'ended') {
      this.#run = event.run;
      this.#heldEnd = event; // told once it is known not to be gone on from
    } else this.#options.onEvent?.(event);
  }

  /** A backend is never mended in place; where another call already had the worker replaced, the new one stays. */
  async #newWorker(cause: RecoveryCause, failed: Worker | null): Promise<void> {
    if (failed && this.#engine.worker === failed) this.#engine.end(cause);
    await trainingReleased(this.#run?.id ?? null, lockMs);
    for (const backend of this.#budget.avoided) await this.#engine.call('avoidBackend', { backend });
  }

  #end(ending: Ending, cause: RecoveryCause | null, worker: Worker | null): Run {
    // What it would compute with has failed: whoever calls next gets another.
    if (cause !== null && worker && this.#engine.worker === worker) this.#engine.end(cause);
    if (this.#heldEnd) this.#options.onEvent?.(this.#heldEnd);
    if ('thrown' in ending) throw ending.thrown;
    return ending.run;
  }
}

/** Why an attempt ended, where a new worker may mend it. A pause, a stop and a full disk are nobody's failure. */
function causeOf(ending: Ending): RecoveryCause | null {
  const code =
    'run' in ending
      ? ending.run.fault?.code
      : ending.thrown instanceof HearthError
        ? ending.thrown.fault.code
        : undefined;
  return code !== undefined && isRecoverable(code) ? code : null;
}
