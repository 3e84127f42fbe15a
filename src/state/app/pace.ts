// How fast work goes and how long it will still take, from its progress so far. Not for what the work is.
import type { Progress } from '../../contract/transport/job';

export interface Pace {
  /** Units a second. */
  rate: number;
  /** null until a tenth of a second has passed or where the amount is unknown. */
  secondsLeft: number | null;
}

/** Follows one stage after the other; each starts a new measurement, since their units differ. */
export class PaceMeter {
  #stage = '';
  #startedAt = 0;
  #startedWith = 0;

  /** Takes a progress at a time in milliseconds, and tells the pace of its stage. */
  update({ stage, done, total }: Progress, now: number): Pace {
    if (stage !== this.#stage || done < this.#startedWith) {
      this.#stage = stage;
      this.#startedAt = now;
      this.#startedWith = done;
    }
    const seconds = (now - this.#startedAt) / 1000;
    if (seconds < 0.1) return { rate: 0, secondsLeft: null };
    const rate = (done - this.#startedWith) / seconds;
    const known = rate > 0 && total > 0 && done <= total;
    return { rate, secondsLeft: known ? (total - done) / rate : null };
  }
}
