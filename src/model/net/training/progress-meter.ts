// Speed, time left and memory of a training, and when to tell them. Reads clocks; decides nothing that is learnt.

const reportEveryMs = 100;
/** Work queued on the device before its results are awaited: long enough to hide read-back, short enough to pause soon. */
const queueMs = 150;
const queueSteps = 32;
/** Weight of the newest window in the running step time. */
const smoothing = 0.3;

/** Measures one session of training. */
export class ProgressMeter {
  readonly #now: () => number;
  #windowStart: number;
  #reportedAt = -Infinity;
  #msPerStep: number | null = null;
  #validationMs = 0;
  stepMs = 0;
  steps = 0;
  peakBytes = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#windowStart = now();
  }

  /** A pause of our own making (another job, a commit) ends; its time does not count. */
  restart(): void {
    this.#windowStart = this.#now();
  }

  /** How many steps may be queued before their results are read. */
  depth(): number {
    return Math.min(queueSteps, Math.max(1, Math.floor(queueMs / (this.#msPerStep ?? queueMs))));
  }

  /** Counts steps whose results have arrived. Returns the seconds they took. */
  finish(steps: number): number {
    const elapsed = this.#now() - this.#windowStart;
    this.#windowStart = this.#now();
    if (steps === 0) return elapsed / 1000;
    const each = elapsed / steps;
    this.#msPerStep =
      this.#msPerStep === null ? each : this.#msPerStep + smoothing * (each - this.#msPerStep);
    this.stepMs += elapsed;
    this.steps += steps;
    return elapsed / 1000;
  }

  /** Notes how long the last validation took. */
  finishValidation(): number {
    this.#validationMs = this.#now() - this.#windowStart;
    this.#windowStart = this.#now();
    return this.#validationMs / 1000;
  }

  /** True at most ten times a second. */
  isDue(): boolean {
    const now = this.#now();
    if (now - this.#reportedAt < reportEveryMs) return false;
    this.#reportedAt = now;
    return true;
  }

  samplesPerSecond(batchSize: number): number {
    return this.#msPerStep === null ? 0 : (1000 * batchSize) / Math.max(this.#msPerStep, 1e-3);
  }

  secondsLeft(steps: number, validations: number): number {
    return (steps * (this.#msPerStep ?? 0) + validations * this.#validationMs) / 1000;
  }
}
