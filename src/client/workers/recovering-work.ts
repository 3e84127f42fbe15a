// Work with trainings in it that goes on by itself when its worker or its device fails: a new worker, from the last checkpoint.
// Not for deciding how often (recovery-budget.ts), nor for which backend: that the engine picks among those not avoided.
import type { EngineApi } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { BackendName, Recovery, RecoveryCause, Run, TrainEvent } from '../../contract/model/run';
import { locksReleased } from '../tabs/training-lock';
import { RecoveryBudget, isRecoverable } from './recovery-budget';
import type { CallOptions, WorkerClient } from './worker-client';

/** A thread that was ended keeps its locks until it is really gone, which takes a hung one seconds. */
const lockMs = 20_000;

export type Engine = WorkerClient<EngineApi>;
/** How an attempt ended: with its value, or with what its call threw. */
type Ending<Value> = { value: Value } | { thrown: unknown };

/** One kind of work: how it is asked for, and asked for again. */
export interface RecoverableWork<Request, Value, Event> {
  call(request: Request, options: CallOptions<Event>): Promise<Value>;
  /** The fault that a value carries: what began answers all the same. */
  faultOf(value: Value): { code: string } | null;
  /** What an event tells of a training, or null. */
  trainEvent(event: Event): TrainEvent | null;
  /** The event that tells that the training goes on by itself. */
  recovering(event: Extract<TrainEvent, { kind: 'recovering' }>): Event;
  /** Whether a failure now is one of a training, which then notes it in its run. */
  isTraining(): boolean;
  /** What is asked of a new worker. `run`: the training under way. */
  next(request: Request, run: Run | null, recovery: Recovery | null): Request;
  /** A training began; what a person asked of the failed one is asked again. */
  started(run: Run): void;
  /** Names of the Web Locks that the failed worker may hold for a moment longer. */
  locks(run: Run | null): string[];
  /** Takes note of an event. */
  heard(event: Event): void;
}

/** Does the work to its end, over any number of workers. Where it gives up, it ends as the last attempt did. */
export class Attempts<Request, Value, Event> {
  readonly #engine: Engine;
  readonly #work: RecoverableWork<Request, Value, Event>;
  readonly #options: CallOptions<Event>;
  readonly #budget = new RecoveryBudget();
  #run: Run | null = null;
  /** The last step that was told, in this attempt or before. */
  #step = 0;
  /** The end of a failed training; told once it is known not to go on. */
  #heldEnd: Event | null = null;

  constructor(engine: Engine, work: RecoverableWork<Request, Value, Event>, options: CallOptions<Event>) {
    this.#engine = engine;
    this.#work = work;
    this.#options = options;
  }

  /** @param backend what the work was asked to compute with, for as long as no training began */
  async run(request: Request, backend: BackendName | null): Promise<Value> {
    let next = request;
    for (;;) {
      const { ending, worker } = await this.#attempt(next);
      const fault = this.#faultOf(ending);
      const cause = fault && isRecoverable(fault.code) ? fault.code : null;
      const goesOn =
        cause !== null &&
        this.#options.signal?.aborted !== true &&
        this.#budget.spend(cause, this.#run?.backend ?? backend);
      if (!goesOn) return this.#end(ending, cause, worker);
      const recovery: Recovery = { cause, step: this.#step };
      const isTraining = this.#work.isTraining();
      if (isTraining) this.#options.onEvent?.(this.#work.recovering({ kind: 'recovering', ...recovery }));
      await this.#newWorker(cause, worker);
      next = this.#work.next(next, this.#run, isTraining ? recovery : null);
    }
  }

  async #attempt(request: Request): Promise<{ ending: Ending<Value>; worker: Worker | null }> {
    this.#heldEnd = null;
    const { signal } = this.#options;
    const call = this.#work.call(request, {
      ...(signal ? { signal } : {}),
      onEvent: (event) => this.#handle(event),
    });
    const { worker } = this.#engine;
    try {
      return { ending: { value: await call }, worker };
    } catch (thrown) {
      return { ending: { thrown }, worker };
    }
  }

  #handle(event: Event): void {
    this.#work.heard(event);
    const told = this.#work.trainEvent(event);
    if (told?.kind === 'started') {
      if (told.run.id !== this.#run?.id) this.#step = 0;
      this.#run = told.run;
      this.#work.started(told.run);
    }
    if (told?.kind === 'step' || told?.kind === 'checkpoint') this.#step = Math.max(this.#step, told.step);
    if (told?.kind === 'ended') this.#run = told.run;
    const mayGoOn = told?.kind === 'ended' && told.run.fault !== null && isRecoverable(told.run.fault.code);
    if (mayGoOn) this.#heldEnd = event;
    else this.#options.onEvent?.(event);
  }

  #faultOf(ending: Ending<Value>): { code: string } | null {
    if ('value' in ending) return this.#work.faultOf(ending.value);
    return ending.thrown instanceof HearthError ? ending.thrown.fault : null;
  }

  /** A backend is never mended in place; where another call already had the worker replaced, the new one stays. */
  async #newWorker(cause: RecoveryCause, failed: Worker | null): Promise<void> {
    if (failed && this.#engine.worker === failed) this.#engine.end(cause);
    await locksReleased(this.#work.locks(this.#run), lockMs);
    for (const backend of this.#budget.avoided) await this.#engine.call('avoidBackend', { backend });
  }

  #end(ending: Ending<Value>, cause: RecoveryCause | null, worker: Worker | null): Value {
    // What it would compute with has failed: whoever calls next gets another.
    if (cause !== null && worker && this.#engine.worker === worker) this.#engine.end(cause);
    if (this.#heldEnd) this.#options.onEvent?.(this.#heldEnd);
    if ('thrown' in ending) throw ending.thrown;
    return ending.value;
  }
}
