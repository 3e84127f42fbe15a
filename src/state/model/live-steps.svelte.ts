// The loss of every step of a training, thinned, and the last step, told to the screen four times a second.
// Collected for as long as the training goes on: a person who comes back to the curve finds it whole.
import type { TrainEvent } from '../../contract/model/run';
import { StepSeries } from './step-series';

type StepEvent = Extract<TrainEvent, { kind: 'step' }>;

const showEveryMs = 250;

/** Loss over epochs, fractions of an epoch between them. */
export interface StepPoints {
  x: number[];
  y: number[];
}

export class LiveSteps {
  /** The last step, at the screen's pace. */
  last = $state.raw<StepEvent | null>(null);
  points = $state.raw<StepPoints>({ x: [], y: [] });
  readonly #series = new StepSeries();
  #newest: StepEvent | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes a step; where x falls back, as after a recovery, what lay beyond goes. */
  add(step: StepEvent): void {
    this.#newest = step;
    this.#series.add(step.epoch - 1 + step.stepInEpoch / Math.max(1, step.stepsPerEpoch), step.loss);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.last = this.#newest;
      this.points = this.#series.points();
    }, showEveryMs);
  }

  /** The run begins, here or again: no step of it is told yet. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#newest = this.last = null;
  }

  /** Shows the curve of a training that another tab runs. */
  show(last: StepEvent | null, points: StepPoints): void {
    this.last = last;
    this.points = points;
  }
}
