// The training that runs now: its live curve, its pace, and the ways to pause, resume and stop it.
import { clients } from '../../client/workers/clients';
import { trainingReleased } from '../../client/tabs/training-lock';
import type { TrainRequest } from '../../contract/transport/engine-api';
import { fromFault } from '../../contract/transport/fault';
import type { EpochMetrics, Run, RunNotice, TrainEvent } from '../../contract/model/run';
import type { TrainingPicture } from '../../contract/transport/tabs';
import { runFault } from '../../domain/run-fault';
import { recoveryText } from '../../i18n/recovery-text';
import { notices } from '../app/notices.svelte';

type StepEvent = Extract<TrainEvent, { kind: 'step' }>;

class Training {
  run = $state.raw<Run | null>(null);
  last = $state.raw<StepEvent | null>(null);
  /** How far a family that solves for its parameters has come. */
  iteration = $state.raw<Extract<TrainEvent, { kind: 'iteration' }> | null>(null);
  epochs = $state.raw<EpochMetrics[]>([]);
  runNotices = $state.raw<RunNotice[]>([]);
  checkpoint = $state.raw<Extract<TrainEvent, { kind: 'checkpoint' }> | null>(null);
  /** Set from a failure of the worker or its device until the run goes on. */
  recovering = $state.raw<Extract<TrainEvent, { kind: 'recovering' }> | null>(null);
  /** Set while the device is measured before a long training. */
  measuring = $state.raw<Extract<TrainEvent, { kind: 'measuring' }> | null>(null);
  active = $state(false);
  /** Pause or stop was asked and is not yet reached. */
  ending = $state(false);

  /** Trains and judges; resolves with the run when it ended, or null where it failed (the person was told). */
  async start(request: TrainRequest): Promise<Run | null> {
    let mine = false; // refused with `run_busy`, it must not end the display of the training that goes on
    try {
      const onEvent = (event: TrainEvent) => {
        mine = true;
        this.hear(event);
      };
      const run = await clients.engine.call('train', request, { onEvent });
      if (run.artifact) await clients.engine.call('judge', { runId: run.id });
      return run;
    } catch (thrown) {
      notices.fail(thrown);
      if (mine) await trainingReleased(this.run?.id ?? null);
      return null;
    } finally {
      if (mine) this.settle();
    }
  }

  /** Nothing trains any more, whether it told so or its worker died. */
  settle(): void {
    this.active = false;
    this.measuring = null;
    this.ending = false;
    this.recovering = null;
  }

  async pause(): Promise<void> {
    if (!this.run) return;
    await this.#end('pauseRun', this.run.id);
  }

  async stop(): Promise<void> {
    if (!this.run) return;
    await this.#end('stopRun', this.run.id);
  }

  async #end(method: 'pauseRun' | 'stopRun', runId: string): Promise<void> {
    this.ending = true;
    try {
      await clients.engine.call(method, { runId });
    } catch (thrown) {
      this.ending = false;
      notices.fail(thrown);
    }
  }

  /** All of it, as other tabs show it. */
  picture(points: TrainingPicture['points']): TrainingPicture {
    const { run, last, epochs, runNotices, checkpoint, measuring, active, ending } = this;
    return { run, last, epochs, notices: runNotices, checkpoint, measuring, active, ending, points };
  }

  /** Shows a training that another tab runs. */
  show(picture: TrainingPicture): void {
    const { run, last, epochs, notices: runNotices, checkpoint, measuring, active, ending } = picture;
    Object.assign(this, { run, last, epochs, runNotices, checkpoint, measuring, active, ending });
  }

  /** Takes an event of any training: of one started here, or by the pipeline. */
  hear(event: TrainEvent): void {
    if (event.kind === 'started') {
      this.run = event.run;
      this.epochs = event.run.history;
      this.runNotices = []; // each is told by an event of its own
      this.last = null;
      this.iteration = null;
      this.checkpoint = null;
      this.measuring = null;
      this.active = true;
      const recovered = this.recovering ? event.run.notices.at(-1) : undefined;
      if (recovered?.code === 'recovered') notices.tellRecorded(recoveryText(recovered));
      if (!this.recovering) this.ending = false; // what was asked of a run that failed is asked again
      this.recovering = null;
    } else if (event.kind === 'step') this.last = event;
    else if (event.kind === 'iteration') this.iteration = event;
    else if (event.kind === 'epoch') this.epochs = [...this.epochs, event.metrics];
    else if (event.kind === 'checkpoint') this.checkpoint = event;
    else if (event.kind === 'measuring') this.measuring = event;
    else if (event.kind === 'measured') this.measuring = null;
    else if (event.kind === 'recovering') this.recovering = event;
    else if (event.kind === 'notice') this.runNotices = [...this.runNotices, event.notice];
    else {
      this.run = event.run;
      this.settle();
      // A run that a full disk paused or a fault ended answers its call all the same: the person has to hear why.
      const fault = runFault(event.run);
      if (fault) notices.fail(fromFault(fault));
    }
  }
}

export const training = new Training();
