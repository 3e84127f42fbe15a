// A run that trains now: its curve, its pace, its checkpoints, as its job tells of them. Not for asking anything of it (state/jobs).
import type { EpochMetrics, Run, RunNotice, TrainEvent } from '../../contract/model/run';
import type { RunPicture } from '../../contract/transport/tabs';
import { LiveSteps } from './live-steps.svelte';

type StepEvent = Extract<TrainEvent, { kind: 'step' }>;

export class LiveRun {
  readonly id: string;
  run = $state.raw() as Run;
  last = $state.raw<StepEvent | null>(null);
  /** How far a family that solves for its parameters has come. */
  iteration = $state.raw<Extract<TrainEvent, { kind: 'iteration' }> | null>(null);
  epochs = $state.raw<EpochMetrics[]>([]);
  notices = $state.raw<RunNotice[]>([]);
  checkpoint = $state.raw<Extract<TrainEvent, { kind: 'checkpoint' }> | null>(null);
  /** Set while the device is measured before a long training. */
  measuring = $state.raw<Extract<TrainEvent, { kind: 'measuring' }> | null>(null);
  /** Steps are taken, or will be after a recovery. */
  active = $state(false);
  readonly steps = new LiveSteps();

  constructor(run: Run) {
    this.id = run.id;
    this.run = run;
  }

  handle(event: TrainEvent): void {
    if (event.kind === 'started') {
      this.run = event.run;
      this.epochs = event.run.history;
      this.notices = []; // each is told by an event of its own
      this.last = null;
      this.iteration = null;
      this.checkpoint = null;
      this.measuring = null;
      this.active = true;
      this.steps.begin();
    } else if (event.kind === 'step') {
      this.last = event;
      this.steps.add(event);
    } else if (event.kind === 'epoch') this.epochs = [...this.epochs, event.metrics];
    else if (event.kind === 'iteration') this.iteration = event;
    else if (event.kind === 'checkpoint') this.checkpoint = event;
    else if (event.kind === 'measuring') this.measuring = event;
    else if (event.kind === 'measured') this.measuring = null;
    else if (event.kind === 'notice') this.notices = [...this.notices, event.notice];
    else if (event.kind === 'ended') {
      this.run = event.run;
      this.settle();
    }
  }

  /** It trains no more, whether it told so or its worker died. */
  settle(): void {
    this.active = false;
    this.measuring = null;
  }

  /** All of it, as other tabs show it. */
  picture(): RunPicture {
    const { run, last, iteration, epochs, notices, checkpoint, measuring, active } = this;
    const { points } = this.steps;
    return { run, last, iteration, epochs, notices, checkpoint, measuring, active, points };
  }

  /** Shows a run that another tab trains. */
  show({ points, ...picture }: RunPicture): void {
    Object.assign(this, picture);
    this.steps.show(picture.last, points);
  }
}
