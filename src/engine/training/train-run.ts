// One training run from request to record: data, backend, locks, checkpoints, artifact. The numerics are those of the recipe's family.
// A run that began never rejects: it ends with a record that says done, paused, stopped, interrupted or failed.
import type { EngineApi, TrainRequest } from '../../contract/transport/engine-api';
import { HearthError, toFault } from '../../contract/transport/fault';
import type { Job } from '../../contract/transport/job';
import { isNetRecipe, type Recipe } from '../../contract/model/recipe';
import type { BackendName, Run, TrainEvent } from '../../contract/model/run';
import { nextTask } from '../../model/backends/event-loop';
import { steadyBackend } from '../../model/backends/steadiness';
import {
  numericsOf,
  type DeviceTraining,
  type FamilyJob,
  type FamilyOutcome,
  type FamilySignal,
} from '../../model/families/numerics';
import type { TrainControl, TrainState } from '../../model/net/training/train-types';
import { deleteCheckpoints, nextGeneration } from '../../storage/checkpoints';
import { newId } from '../../storage/store/ids';
import { getProjectRecord } from '../../storage/projects';
import { getRun, saveRun } from '../../storage/runs';
import { storeArtifact } from './artifact-record';
import { calibrateRun } from './calibrate-run';
import { openBatches } from './batches';
import { classBalance } from './class-balance';
import { failWhenLost, refuseLost, whileLasting } from '../device/device-loss';
import { keepTiles, loadTiles } from '../device/device-tiles';
import { pickBackend } from '../device/pick-backend';
import { knownDevice } from '../device/probe-device';
import { keepState, keptState, type KeptState } from './run-checkpoint';
import { trainingOperations } from './estimate';
import { checkRecipe, loadRunData, targetScaling, type RunData } from './run-data';
import { whileTraining } from './run-locks';
import { newRun, resumedRun, type Beginning } from './run-record';
import type { EngineSession } from '../session';

type TrainJob = Job<TrainEvent>;

/** Where a run goes on whose own backend failed: these start at once, on every device. */
const retreat: readonly BackendName[] = ['wasm', 'cpu'];

/** Trains a new run or goes on with one. Rejects only where it could not begin. */
export async function trainRun(
  request: TrainRequest,
  job: TrainJob,
  session: EngineSession,
): ReturnType<EngineApi['train']> {
  job.signal.throwIfAborted();
  const earlier = request.kind === 'resume' ? await getRun(request.runId) : null;
  if (earlier && (earlier.status === 'done' || earlier.status === 'stopped')) {
    throw new HearthError('input_invalid', { field: 'runId' }, { status: earlier.status });
  }
  const id = earlier?.id ?? ('id' in request ? request.id : undefined) ?? newId();
  return whileTraining(id, () => new RunInProgress(id, request, earlier, job, session).run());
}

class RunInProgress {
  readonly #id: string;
  readonly #request: TrainRequest;
  readonly #earlier: Run | null;
  readonly #job: TrainJob;
  readonly #session: EngineSession;
  readonly #control: TrainControl = { intent: 'go' };
  #generation = 1;

  constructor(id: string, request: TrainRequest, earlier: Run | null, job: TrainJob, session: EngineSession) {
    this.#id = id;
    this.#request = request;
    this.#earlier = earlier;
    this.#job = job;
    this.#session = session;
  }

  async run(): Promise<Run> {
    const pause = () => {
      if (this.#control.intent === 'go') this.#control.intent = 'pause';
    };
    this.#job.signal.addEventListener('abort', pause);
    this.#session.controls.set(this.#id, this.#control);
    try {
      return await this.#prepareAndTrain();
    } finally {
      this.#session.controls.delete(this.#id);
      this.#job.signal.removeEventListener('abort', pause);
    }
  }

  async #prepareAndTrain(): Promise<Run> {
    const { recipe, projectId } = await this.#subject();
    const data = await loadRunData(projectId, recipe, null, this.#job.signal);
    const kept = this.#earlier ? await keptState(this.#earlier.id) : null;
    const network = (await numericsOf(recipe)).deviceNet?.(recipe, data.shape);
    if (!network || !isNetRecipe(recipe)) {
      const picked = { backend: null, reason: null, notices: [] };
      return this.#begin(recipe, data, kept, picked);
    }
    const operations = await trainingOperations(recipe, data);
    const { value: picked, hold } = await this.#session.lease.holdAfter(async () => {
      const wish = await this.#wish(projectId, kept?.backend ?? null);
      refuseLost(wish);
      const { avoided } = this.#session;
      const instead = this.#request.recovery ? retreat : [];
      const found = await pickBackend({ recipe, network, wish, operations }, knownDevice, this.#job.signal, {
        avoided,
        instead,
      });
      steadyBackend(network, recipe.batchSize);
      return found;
    });
    try {
      return await this.#begin(recipe, data, kept, picked);
    } finally {
      hold.release();
    }
  }

  async #begin(
    recipe: Recipe,
    data: RunData,
    kept: KeptState | null,
    picked: Omit<Beginning, 'id' | 'recovery'>,
  ): Promise<Run> {
    const begun = { id: this.#id, ...picked, recovery: this.#request.recovery ?? null };
    const run = this.#earlier
      ? await resumedRun(this.#earlier, begun, kept)
      : await newRun(this.#request, recipe, data, begun);
    this.#generation = await nextGeneration(run.id);
    return this.#trainAndRecord(run, data, kept?.state ?? null);
  }

  async #subject(): Promise<Pick<Run, 'recipe' | 'projectId'>> {
    if (this.#request.kind === 'resume') return getRun(this.#request.runId);
    const { recipe, projectId } = this.#request;
    return { recipe: checkRecipe(recipe), projectId };
  }

  /** A resume prefers the backend of its checkpoint: on another the bits would differ. */
  async #wish(projectId: string, keptOn: BackendName | null): Promise<BackendName | null> {
    const before = keptOn ?? this.#earlier?.backend ?? null;
    return this.#request.backend ?? before ?? (await getProjectRecord(projectId)).plan.backend;
  }

  async #trainAndRecord(run: Run, data: RunData, from: TrainState | null): Promise<Run> {
    let current: Run = run;
    const note = (change: Partial<Run>) => (current = { ...current, ...change });
    try {
      const { recipe, stepsPerEpoch } = run;
      const totalSteps = isNetRecipe(recipe) && stepsPerEpoch !== null ? stepsPerEpoch * recipe.epochs : null;
      this.#job.emit({ kind: 'started', run, totalSteps });
      for (const notice of run.notices) this.#job.emit({ kind: 'notice', notice });
      const outcome = await this.#train(run, data, from, note);
      return await this.#finish(note({ ...outcome.record, fault: null }), outcome, data);
    } catch (thrown) {
      return await this.#fail(current, thrown);
    }
  }

  async #train(
    run: Run,
    data: RunData,
    from: TrainState | null,
    note: (change: Partial<Run>) => Run,
  ): Promise<FamilyOutcome> {
    const { recipe } = run;
    const numerics = await numericsOf(recipe);
    const balance = await classBalance({ ...data, recipe });
    const weights = numerics.weighsClasses && balance?.kind === 'class-weights' ? balance.weights : null;
    const source = openBatches({
      ...data,
      balance: weights ? null : balance,
      batchSize: numerics.batchRows(recipe, data.shape).training,
      seed: recipe.seed,
      validationRows: Math.min(data.evaluationRows, run.microBatch ?? Infinity),
    });
    const job: Omit<FamilyJob, 'device'> = {
      recipe,
      shape: data.shape,
      fitted: data.fitted,
      targetScale: targetScaling(data.fitted).scale,
      source,
      classWeights: weights,
      control: this.#control,
      from,
      yieldToEventLoop: nextTask,
      now: () => performance.now(),
    };
    const { backend } = run;
    if (backend === null) {
      const generator = numerics.train({ ...job, device: null });
      for (;;) {
        const next = await generator.next();
        if (next.done) return next.value;
        await this.#handle(next.value, null, note);
      }
    }
    const tiles = backend === 'webgpu' ? await loadTiles() : null;
    const known = tiles?.size ?? 0;
    const generator = numerics.train({ ...job, device: this.#deviceTraining(run, from, tiles) });
    const deviceFailed = (thrown: unknown) => ['gpu_lost', 'out_of_memory'].includes(toFault(thrown).code);
    return failWhenLost(backend, async (lasts) => {
      try {
        for (;;) {
          const next = await lasts(generator.next());
          if (next.done) return next.value;
          if (tiles && next.value.kind === 'path' && tiles.size > known) void keepTiles(tiles);
          await this.#handle(next.value, backend, note);
        }
      } catch (thrown) {
        // Frees its tensors. One that waits for a lost device never answers.
        const freed = generator.throw(thrown).catch(() => undefined);
        if (!deviceFailed(thrown)) await freed;
        throw thrown;
      }
    });
  }

  #deviceTraining(run: Run, from: TrainState | null, tiles: DeviceTraining['tiles'] | null): DeviceTraining {
    return {
      ...(run.microBatch === undefined ? {} : { microBatch: run.microBatch }),
      ...(tiles ? { tiles } : {}),
      ...(from && run.stepPath?.kind === 'compiled' && run.stepPath.half ? { half: run.stepPath.half } : {}),
      onMeasuring: (mostSeconds) =>
        this.#job.emit(mostSeconds === null ? { kind: 'measured' } : { kind: 'measuring', mostSeconds }),
    };
  }

  async #handle(
    signal: FamilySignal,
    backend: BackendName | null,
    note: (change: Partial<Run>) => Run,
  ): Promise<void> {
    if (signal.kind === 'state') return this.#keep(backend, signal.state, note);
    if (signal.kind === 'path') return void note({ stepPath: signal.path });
    if (signal.kind === 'notice') note({ notices: [...note({}).notices, signal.notice] });
    if (signal.kind === 'step') note({ peakMemoryBytes: signal.memoryBytes });
    this.#job.emit(signal);
  }

  /** The event comes only after the commit: what was told is kept. */
  async #keep(
    backend: BackendName | null,
    state: TrainState,
    note: (change: Partial<Run>) => Run,
  ): Promise<void> {
    const kept = await keepState(this.#id, this.#generation++, backend, state);
    const seconds = state.history.reduce((sum, epoch) => sum + epoch.seconds, 0) + state.running.seconds;
    await saveRun(note({ history: state.history, step: state.step, secondsTrained: seconds }));
    const { generation, epoch, step, createdAt } = kept;
    this.#job.emit({ kind: 'checkpoint', generation, epoch, step, at: createdAt });
  }

  async #finish(run: Run, outcome: FamilyOutcome, data: RunData): Promise<Run> {
    if (outcome.reason === 'paused') return this.#end({ ...run, status: 'paused' });
    const { notices, ...calibrated } = await whileLasting(run.backend, (lasts) =>
      calibrateRun(outcome.learnt, data, lasts),
    );
    for (const notice of notices) this.#job.emit({ kind: 'notice', notice });
    const around = { preprocessing: data.fitted, ...calibrated };
    const artifact = await storeArtifact(outcome.learnt, run.recipe, around);
    const told = [...run.notices, ...notices];
    const ended = await this.#end({ ...run, status: outcome.reason, notices: told, artifact });
    await deleteCheckpoints(run.id);
    return ended;
  }

  async #fail(run: Run, thrown: unknown): Promise<Run> {
    const fault = toFault(thrown);
    if (fault.code === 'internal') console.error(thrown);
    const statuses: Partial<Record<typeof fault.code, Run['status']>> = {
      // The last checkpoint is whole: with space, or on another device, the run goes on from it.
      storage_full: 'paused',
      gpu_lost: 'interrupted',
      out_of_memory: 'interrupted',
      storage_closed: 'interrupted',
      aborted: 'paused',
    };
    return this.#end({ ...run, status: statuses[fault.code] ?? 'failed', fault: storedFault(fault) });
  }

  async #end(run: Run): Promise<Run> {
    const ended: Run = { ...run, endedAt: Date.now() };
    try {
      await saveRun(ended);
    } catch (thrown) {
      // The store may be what failed. The page still hears how the run ended; the record says so at the next start.
      if (ended.fault === null) throw thrown;
    }
    this.#job.emit({ kind: 'ended', run: ended });
    return ended;
  }
}

function storedFault({ place, ...fault }: ReturnType<typeof toFault>): NonNullable<Run['fault']> {
  return { ...fault, place: { ...place } };
}
