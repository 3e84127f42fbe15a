// A growing series that never grows too long: when it is full, neighbours are averaged and each point covers twice as much.

/** At most `limit` points of any number of additions; where x falls, as in a run that went back to its checkpoint, what lay beyond goes. */
export class StepSeries {
  readonly #limit: number;
  #x: number[] = [];
  #y: number[] = [];
  /** Additions that make one point. */
  #span = 1;
  #waiting = 0;
  #sum = 0;

  constructor(limit = 2_000) {
    this.#limit = limit;
  }

  /** Adds a value; one that is not finite stays visible as a gap. */
  add(x: number, y: number): void {
    if (x < (this.#x.at(-1) ?? -Infinity)) this.#backTo(x);
    this.#sum += y;
    this.#waiting += 1;
    if (this.#waiting < this.#span) return;
    this.#x.push(x);
    this.#y.push(this.#sum / this.#waiting);
    this.#sum = 0;
    this.#waiting = 0;
    if (this.#x.length >= this.#limit) this.#halve();
  }

  /** The points so far, as copies. */
  points(): { x: number[]; y: number[] } {
    return { x: [...this.#x], y: [...this.#y] };
  }

  #backTo(x: number): void {
    const kept = this.#x.findIndex((each) => each >= x);
    this.#x.length = this.#y.length = kept;
    this.#sum = this.#waiting = 0;
  }

  #halve(): void {
    const x: number[] = [];
    const y: number[] = [];
    for (let index = 1; index < this.#x.length; index += 2) {
      x.push(this.#x[index]!);
      y.push((this.#y[index - 1]! + this.#y[index]!) / 2);
    }
    this.#x = x;
    this.#y = y;
    this.#span *= 2;
  }
}
