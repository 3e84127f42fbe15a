// The penalised loss over all rows with its gradient and second derivatives, pass by pass; between blocks the thread does other work.
import type { Block, Design } from './design';
import type { Link } from './losses/row-loss';
import { backward, forward, rowOf, type Operands } from './products';

/** Asked for between blocks: lets other work of the thread have its turn, and throws where the solver should end. */
export type Pause = () => Promise<void>;

/** Strengths of the penalty l1·Σ|w| + ½·l2·Σw² beside the sum of the losses of all rows. */
export interface Penalty {
  l1: number;
  l2: number;
}

/** Loss with its penalty at some parameters, and the gradient of all but the L1 part; the rows' curvature there is kept in the objective. */
export interface Evaluation {
  loss: number;
  gradient: Float64Array;
}

/**
 * Sum of the rows' losses + penalty of the coefficients, over parameters [width + 1, outputs] of centred columns, the intercepts in the last
 * row; then the scale of the residuals, where the loss fits one.
 */
export class Objective {
  readonly size: number;
  readonly outputs: number;
  readonly rows: number;
  /** Whether the loss is quadratic: one Newton step solves it where no L1 penalty is. */
  readonly isQuadratic: boolean;
  readonly link: Link;
  penalty: Penalty = { l1: 0, l2: 0 };
  /** What was taken off each column; 0 where values are held sparsely. */
  readonly means: Float64Array;
  readonly #design: Design;
  readonly #weights: Float64Array | null;
  readonly #pause: Pause;
  readonly #meanLabel: number;
  /** [rows, outputs], of the parameters that were evaluated last. */
  readonly #curve: Float32Array;
  #scale = 1;
  #z = new Float64Array(0);
  /** Second derivative without penalty, where it is the same everywhere. */
  #gram: Float64Array | null = null;

  /** `weights`: of classes by their index, null where all count alike. */
  static async open(
    design: Design,
    link: Link,
    weights: Float64Array | null,
    pause: Pause,
  ): Promise<Objective> {
    return new Objective(design, link, weights, pause, await meansOf(design, pause));
  }

  private constructor(
    design: Design,
    link: Link,
    weights: Float64Array | null,
    pause: Pause,
    { columns, label }: Means,
  ) {
    this.#weights = weights;
    this.#design = design;
    this.link = link;
    this.#pause = pause;
    this.means = columns;
    this.#meanLabel = label;
    this.rows = design.rows;
    this.outputs = link.outputs;
    this.isQuadratic = link.isQuadratic;
    this.size = (design.width + 1) * link.outputs + (link.ofScale ? 1 : 0);
    this.#curve = new Float32Array(design.rows * link.outputs);
  }

  /** Bytes of its own arrays; those of the solver come on top. */
  get bytes(): number {
    return this.#design.bytes + this.#curve.byteLength + this.#z.byteLength + this.means.byteLength;
  }

  /** How many parameters are penalised: the first ones, all but intercepts and scale. */
  get penalised(): number {
    return this.#design.width * this.outputs;
  }

  /** [rows, outputs]: what the loss keeps of each row at the parameters evaluated last. */
  get curve(): Float32Array {
    return this.#curve;
  }

  /** Where a solver begins that has nothing better. */
  start(): Float64Array<ArrayBuffer> {
    const parameters = new Float64Array(this.size);
    const intercept = this.link.intercept?.(this.#meanLabel) ?? 0;
    parameters.fill(intercept, this.penalised, this.penalised + this.outputs);
    if (this.link.ofScale) parameters[this.size - 1] = 1;
    return parameters;
  }

  async evaluate(parameters: Float64Array): Promise<Evaluation> {
    const { l1, l2 } = this.penalty;
    const gradient = new Float64Array(this.size);
    let loss = 0;
    for (let at = 0; at < this.penalised; at++) {
      const value = parameters[at]!;
      gradient[at] = l2 * value;
      loss += 0.5 * l2 * value * value + l1 * Math.abs(value);
    }
    const scale = { value: this.link.ofScale ? parameters[this.size - 1]! : 1, slope: 0 };
    this.#scale = scale.value;
    await this.#eachBlock(parameters, (block, z, curve) => {
      loss += this.link.residuals(z, block.rows, block.labels, curve, { weights: this.#weights, scale });
      backward(this.#operands(block), z, gradient);
    });
    if (this.link.ofScale) gradient[this.size - 1] = scale.slope;
    return { loss, gradient };
  }

  /** Pearson's χ²: the sum of (y − μ)² by the variance of y, of a loss whose curve is that variance. */
  async pearson(parameters: Float64Array): Promise<number> {
    let sum = 0;
    await this.#eachBlock(parameters, (block, z, curve) => {
      this.link.residuals(z, block.rows, block.labels, curve, {
        weights: null,
        scale: { value: 1, slope: 0 },
      });
      for (let row = 0; row < block.rows; row++) sum += z[row]! ** 2 / curve[row]!;
    });
    return sum;
  }

  /** The second derivative of all but the L1 part at the parameters evaluated last, [size, size], lower triangle. */
  async curvature(): Promise<Float64Array> {
    const matrix = this.isQuadratic
      ? (this.#gram ??= await this.#information()).slice()
      : await this.#information();
    for (let at = 0; at < this.penalised; at++) matrix[at * this.size + at]! += this.penalty.l2;
    return matrix;
  }

  async #information(): Promise<Float64Array> {
    const { second, ofScale } = this.link;
    return this.#squares(
      (curve, row, a, b) => second(curve, row, a, b, this.#scale),
      ofScale ? (curve, row) => ofScale(curve, row) : null,
    );
  }

  /** The sum of squares and products of the centred columns, 1 for the intercept, [width + 1, width + 1], lower triangle; of one output. */
  async products(): Promise<Float64Array> {
    const size = this.means.length + 1;
    if (this.isQuadratic && this.#gram) return this.#gram.slice();
    const whole = await this.#squares(() => 1, this.link.ofScale ? () => 0 : null);
    if (this.size === size) return whole;
    const inner = new Float64Array(size * size);
    for (let row = 0; row < size; row++)
      inner.set(whole.subarray(row * this.size, row * this.size + size), row * size);
    return inner;
  }

  /** Σ over rows of weight · second · x xᵀ, x a row with its 1 and what stands for the scale. */
  async #squares(
    second: (curve: Float32Array, row: number, a: number, b: number) => number,
    ofScale: ((curve: Float32Array, row: number) => number) | null,
  ): Promise<Float64Array> {
    const { size, outputs } = this;
    const matrix = new Float64Array(size * size);
    const x = new Float64Array(this.means.length + (ofScale ? 2 : 1));
    const filled = new Uint32Array(x.length);
    await this.#eachBlock(null, (block, _z, curve) => {
      for (let row = 0; row < block.rows; row++) {
        rowOf(block, row, this.means, x);
        if (ofScale) x[x.length - 1] = ofScale(curve, row);
        let count = 0;
        for (let i = 0; i < x.length; i++) if (x[i] !== 0) filled[count++] = i;
        const weight = this.#weights?.[block.labels[row]!] ?? 1;
        for (let a = 0; a < outputs; a++)
          for (let b = 0; b < outputs; b++) {
            const factor = weight * second(curve, row, a, b);
            if (factor === 0) continue;
            for (let p = 0; p < count; p++) {
              const i = filled[p]!;
              const scaled = factor * x[i]!;
              const to = (i * outputs + a) * size + b;
              for (let q = 0; q <= p; q++) matrix[to + filled[q]! * outputs]! += scaled * x[filled[q]!]!;
            }
          }
      }
    });
    return matrix;
  }

  /**
   * The same model over columns as they are: intercepts without the centring. Of several classes, the one of all equal models whose intercepts
   * sum to 0 over the classes; where no L1 penalty tells them apart, its coefficients do too.
   */
  uncentred(parameters: Float64Array): Float64Array<ArrayBuffer> {
    const { outputs, penalised } = this;
    const plain = Float64Array.from(parameters);
    if (outputs > 1 && this.penalty.l1 === 0)
      for (let at = 0; at < penalised; at += outputs) centre(plain.subarray(at, at + outputs));
    for (let j = 0; j < this.means.length; j++)
      for (let k = 0; k < outputs; k++) plain[penalised + k]! -= this.means[j]! * plain[j * outputs + k]!;
    if (outputs > 1) centre(plain.subarray(penalised, penalised + outputs));
    return plain;
  }

  #operands(block: Block): Operands {
    return { block, outputs: this.outputs, means: this.means };
  }

  /** Calls `use` with each block, its outputs (where parameters are given) and its part of the curvature. */
  async #eachBlock(
    parameters: Float64Array | null,
    use: (block: Block, z: Float64Array, curve: Float32Array) => void,
  ): Promise<void> {
    let row = 0;
    for await (const block of this.#design.blocks()) {
      if (this.#z.length < block.rows * this.outputs) this.#z = new Float64Array(block.rows * this.outputs);
      if (parameters) forward(this.#operands(block), parameters, this.#z);
      const from = row * this.outputs;
      use(block, this.#z, this.#curve.subarray(from, from + block.rows * this.outputs));
      row += block.rows;
      await this.#pause();
    }
  }
}

function centre(values: Float64Array): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (let at = 0; at < values.length; at++) values[at]! -= mean;
}

interface Means {
  columns: Float64Array;
  label: number;
}

/** Means of the columns of dense blocks, so that a far-away column costs no digits; 0 where values are held sparsely. */
async function meansOf({ width, rows, blocks }: Design, pause: Pause): Promise<Means> {
  const means = new Float64Array(width);
  let label = 0;
  for await (const { features, labels, rows: some } of blocks()) {
    for (let row = 0; row < some; row++) label += labels[row]!;
    for (let row = 0; features && row < some; row++)
      for (let column = 0; column < width; column++) means[column]! += features[row * width + column]!;
    await pause();
  }
  const count = Math.max(1, rows);
  return { columns: means.map((sum) => sum / count), label: label / count };
}
