// The loss of every step of the running training, thinned, and the last step, told to the screen four times a second.
// Collected while the page lives: a person who comes back to the curve finds it whole.
import type { TrainEvent } from '../../contract/model/run';
import { leader } from '../tabs/leader.svelte';
import { StepSeries } from './step-series';
import { training } from './training.svelte';

const showEveryMs = 250;

class LiveSteps {
  /** The last step, at the screen's pace. */
  last = $state.raw<Extract<TrainEvent, { kind: 'step' }> | null>(null);
  /** Loss over epochs, fractions of an epoch between them. */
  points = $state.raw<{ x: number[]; y: number[] }>({ x: [], y: [] });
  #series = new StepSeries();
  #runId: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    $effect.root(() => {
      $effect(() => this.#take(training.run?.id, training.last));
    });
  }

  /** Shows the curve of a training that another tab runs. */
  show(points: LiveSteps['points']): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#runId = training.run?.id;
    this.last = training.last;
    this.points = points;
  }

  #take(runId: string | undefined, step: LiveSteps['last']): void {
    if (leader.elsewhere) return; // the curve comes whole from the other tab
    if (runId !== this.#runId) {
      this.#runId = runId;
      this.#series = new StepSeries();
    }
    if (step)
      this.#series.add(step.epoch - 1 + step.stepInEpoch / Math.max(1, step.stepsPerEpoch), step.loss);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.last = training.last;
      this.points = this.#series.points();
    }, showEveryMs);
  }
}

/** What the screen shows of the steps that run now. */
export const liveSteps = new LiveSteps();
