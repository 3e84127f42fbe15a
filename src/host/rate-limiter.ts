// A bucket of tokens: a burst at once, then so many a second. Knows nothing of what is let through.
import type { Allowance } from '../contract/release/embed-limits';

export class RateLimiter {
  readonly #whole: Allowance;
  readonly #now: () => number;
  #part = 1;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds of a clock that never goes back */
  constructor(whole: Allowance, now: () => number = () => performance.now()) {
    this.#whole = whole;
    this.#now = now;
    this.#tokens = whole.tokens ?? whole.burst;
    this.#filledAt = now();
  }

  /** Whether one more may pass now. */
  take(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Gives a part of it (0 to 1) to another bucket, tokens too, so that both together let no more through than this one did. */
  give(part: number): Required<Allowance> {
    this.#fill();
    const { burst, perSecond } = this.#whole;
    const tokens = this.#tokens * part;
    this.#tokens -= tokens;
    this.#part = 1 - part;
    return { burst: burst * part, perSecond: perSecond * part, tokens };
  }

  /** Ends what was given: this bucket fills as a whole again. The tokens that the other had are gone. */
  takeBack(): void {
    this.#fill();
    this.#part = 1;
  }

  /** Fills the bucket at once. */
  refill(): void {
    this.#tokens = this.#whole.burst * this.#part;
  }

  #fill(): void {
    const now = this.#now();
    const { burst, perSecond } = this.#whole;
    const since = ((now - this.#filledAt) / 1000) * perSecond;
    this.#tokens = Math.min(burst * this.#part, this.#tokens + since * this.#part);
    this.#filledAt = now;
  }
}
