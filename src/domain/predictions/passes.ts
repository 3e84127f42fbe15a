// Remembers what a pass over rows gave, so that several metrics share it: a confusion matrix, a sort of the scores.

/** Rows whose passes are made once. */
export abstract class Passes {
  readonly #made = new Map<unknown, unknown>();

  /** What the pass gives for these rows; made when first asked for. */
  of<T>(pass: (rows: this) => T): T {
    if (!this.#made.has(pass)) this.#made.set(pass, pass(this));
    return this.#made.get(pass) as T;
  }
}
