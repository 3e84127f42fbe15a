// The penalised loss over all rows with its gradient and second derivatives, pass by pass; between blocks the thread does other work.
import type { Block, Design } from './design';
import type { Link } from './link';
import { backward, forward, rowOf, type Operands } from './products';

/** Asked for between blocks: lets other work of the thread have its turn, and throws where the solver should end. */
export type Pause = () => Promise<void>;

/** Loss and gradient at some parameters; the rows' curvature there is kept in the objective. */
export interface Evaluation {
  loss: number;
  gradient: Float64Array;
}

/** Sum of the rows' losses + ½ · l2 · ‖coefficients‖², over parameters [width + 1, outputs] of centred columns. */
export class Objective {
  readonly size: number;
  readonly outputs: number;
  readonly rows: number;
  /** Whether the loss is quadratic: one Newton step solves it. */
  readonly isQuadratic: boolean;
  readonly #design: Design;
  readonly #link: Link;
  readonly #l2: number;
  readonly #weights: Float64Array | null;
  readonly #pause: Pause;
  readonly #means: Float64Array;
  /** [rows, outputs], of the parameters that were evaluated last. */
  readonly #curve: Float32Array;
  #z = new Float64Array(0);

  /** `weights`: of classes by their index, null where all count alike. */
  static async open(
    design: Design,
    link: Link,
    { l2, weights }: { l2: number; weights: Float64Array | null },
    pause: Pause,
  ): Promise<Objective> {
    return new Objective(design, link, { l2, weights }, pause, await meansOf(design, pause));
  }

  private constructor(
    design: Design,
    link: Link,
    { l2, weights }: { l2: number; weights: Float64Array | null },
    pause: Pause,
    means: Float64Array,
  ) {
    this.#weights = weights;
    this.#design = design;
    this.#link = link;
    this.#l2 = l2;
    this.#pause = pause;
    this.#means = means;
    this.rows = design.rows;
    this.outputs = link.outputs;
    this.isQuadratic = link.isQuadratic;
    this.size = (design.width + 1) * link.outputs;
    this.#curve = new Float32Array(design.rows * link.outputs);
  }

  /** Bytes of its own arrays; those of the solver come on top. */
  get bytes(): number {
    return this.#design.bytes + this.#curve.byteLength + this.#z.byteLength + this.#means.byteLength;
  }

  async evaluate(parameters: Float64Array): Promise<Evaluation> {
    const gradient = this.#penalty(parameters);
    let loss = 0;
    for (let at = 0; at < this.#penalised; at++) loss += 0.5 * this.#l2 * parameters[at]! ** 2;
    await this.#eachBlock(parameters, (block, z, curve) => {
      loss += this.#link.residuals(z, block.rows, block.labels, curve, this.#weights);
      backward(this.#operands(block), z, gradient);
    });
    return { loss, gradient };
  }

  /** The second derivative at the parameters evaluated last, [size, size], lower triangle. */
  async curvature(): Promise<Float64Array> {
    const { size, outputs } = this;
    const matrix = new Float64Array(size * size);
    for (let at = 0; at < this.#penalised; at++) matrix[at * size + at] = this.#l2;
    const x = new Float64Array(this.#design.width + 1);
    await this.#eachBlock(null, (block, _z, curve) => {
      for (let row = 0; row < block.rows; row++) {
        rowOf(block, row, this.#means, x);
        const weight = this.#weights?.[block.labels[row]!] ?? 1;
        for (let a = 0; a < outputs; a++)
          for (let b = 0; b < outputs; b++) {
            const second = weight * this.#link.second(curve, row, a, b);
            for (let i = 0; i < x.length; i++) {
              const scaled = second * x[i]!;
              if (scaled === 0) continue;
              const to = (i * outputs + a) * size;
              for (let j = 0; j <= i; j++) matrix[to + j * outputs + b]! += scaled * x[j]!;
            }
          }
      }
    });
    return matrix;
  }

  /**
   * The same model over columns as they are: intercepts without the centring. Of several classes, the one of all equal models whose
   * parameters sum to 0 over the classes.
   */
  uncentred(parameters: Float64Array): Float64Array<ArrayBuffer> {
    const { outputs } = this;
    const plain = Float64Array.from(parameters);
    if (outputs > 1)
      for (let at = 0; at < plain.length; at += outputs) centre(plain.subarray(at, at + outputs));
    for (let j = 0; j < this.#means.length; j++)
      for (let k = 0; k < outputs; k++)
        plain[this.#penalised + k]! -= this.#means[j]! * plain[j * outputs + k]!;
    return plain;
  }

  get #penalised(): number {
    return this.#design.width * this.outputs;
  }

  #penalty(parameters: Float64Array): Float64Array {
    const gradient = new Float64Array(this.size);
    for (let at = 0; at < this.#penalised; at++) gradient[at] = this.#l2 * parameters[at]!;
    return gradient;
  }

  #operands(block: Block): Operands {
    return { block, outputs: this.outputs, means: this.#means };
  }

  /** Hands out each block with its outputs (where parameters are given) and its part of the curvature. */
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

/** Means of the columns of dense blocks, so that a far-away column costs no digits; 0 where values are held sparsely. */
async function meansOf({ width, rows, blocks }: Design, pause: Pause): Promise<Float64Array> {
  const means = new Float64Array(width);
  for await (const { features, rows: some } of blocks()) {
    if (!features) return new Float64Array(width);
    for (let row = 0; row < some; row++)
      for (let column = 0; column < width; column++) means[column]! += features[row * width + column]!;
    await pause();
  }
  return means.map((sum) => sum / Math.max(1, rows));
}
