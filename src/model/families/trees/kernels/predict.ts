// Scores of samples: by the SIMD kernel, some samples at a time, where there is one. It serves the whole thread, and keeps the trees that it was asked
// for last, since a file is predicted in many batches.
import { addTrees, type FlatTrees, type Samples } from './flat-trees';
import { kernelFunctions, memoryOf, pageBytes, type KernelFunctions } from './functions';

/** Bytes of samples at a time: with a tree they fit into the processor's nearest memory. */
const blockBytes = 16_384;
const nodeBytes = 16;
const flag = { missingLeft: 1, levels: 2, inner: 4 } as const;

/** Trees in a kernel's memory. */
class HeldTrees {
  readonly #call: KernelFunctions;
  readonly #memory: WebAssembly.Memory;
  readonly #trees: number;
  readonly #samplesAt: number;
  readonly #block: number;
  readonly #width: number;

  private constructor(
    call: KernelFunctions,
    memory: WebAssembly.Memory,
    place: { trees: number; samplesAt: number; block: number; width: number },
  ) {
    this.#call = call;
    this.#memory = memory;
    this.#trees = place.trees;
    this.#samplesAt = place.samplesAt;
    this.#block = place.block;
    this.#width = place.width;
  }

  static open(trees: FlatTrees, outputs: number, width: number): HeldTrees | null {
    const count = trees.starts.length - 1;
    const nodes = trees.columns.length;
    const block = Math.max(4, Math.min(1024, Math.floor(blockBytes / (4 * width + 1)) & ~3));
    const nodesAt = pageBytes + align(4 * count);
    const setsAt = nodesAt + nodes * nodeBytes;
    const samplesAt = align(setsAt + trees.levelSets.byteLength);
    const memory = memoryOf(samplesAt + align(4 * block * width) + 8 * block * outputs + pageBytes);
    const call = memory && kernelFunctions(memory);
    if (!call) return null;
    const { buffer } = memory;
    new Uint32Array(buffer, pageBytes, count).set(
      trees.starts.subarray(0, count).map((start) => nodesAt + start * nodeBytes),
    );
    new Uint32Array(buffer, setsAt, trees.levelSets.length).set(trees.levelSets);
    writeNodes(buffer, trees, nodesAt, setsAt);
    return new HeldTrees(call, memory, { trees: count, samplesAt, block, width });
  }

  /** Whether it can be asked for samples so wide. */
  fits({ width }: Samples): boolean {
    return width === this.#width;
  }

  add(scores: Float64Array, outputs: number, { features, rows, width }: Samples): void {
    const { buffer } = this.#memory;
    const scoresAt = this.#samplesAt + align(4 * this.#block * width);
    const samples = new Float32Array(buffer, this.#samplesAt, this.#block * width);
    const some = new Float64Array(buffer, scoresAt, this.#block * outputs);
    for (let from = 0; from < rows; from += this.#block) {
      const to = Math.min(rows, from + this.#block);
      samples.set(features.subarray(from * width, to * width));
      some.set(scores.subarray(from * outputs, to * outputs));
      const count = to - from;
      this.#call.predict(pageBytes, this.#trees, this.#samplesAt, count, width, scoresAt, outputs);
      scores.set(some.subarray(0, count * outputs), from * outputs);
    }
  }
}

function writeNodes(buffer: ArrayBuffer, trees: FlatTrees, nodesAt: number, setsAt: number): void {
  const { columns, cuts, sets, left, missingLeft, values } = trees;
  const words = new Uint32Array(buffer, nodesAt, 4 * columns.length);
  const reals = new Float32Array(buffer, nodesAt, 4 * columns.length);
  for (let node = 0; node < columns.length; node++) {
    const at = 4 * node;
    const column = columns[node]!;
    const isInner = column >= 0;
    const set = sets[node]!;
    words[at] = isInner
      ? (column << 5) | (missingLeft[node]! && flag.missingLeft) | (set >= 0 ? flag.levels : 0) | flag.inner
      : 0;
    reals[at + 1] = isInner ? cuts[node]! : values[node]!;
    words[at + 2] = nodesAt + (isInner ? left[node]! : node) * nodeBytes;
    words[at + 3] = set >= 0 ? setsAt + set * 32 : 0;
  }
}

const align = (bytes: number): number => Math.ceil(bytes / 64) * 64;

let held: { trees: FlatTrees; by: HeldTrees | null } | null = null;

/** Scores [rows, outputs] of samples: the start and every tree in turn, tree t to output t mod outputs. */
export function predictRows(trees: FlatTrees, start: Float64Array, samples: Samples): Float64Array {
  const outputs = start.length;
  const scores = new Float64Array(samples.rows * outputs);
  for (let at = 0; at < scores.length; at += outputs) scores.set(start, at);
  if (samples.rows === 0) return scores;
  if (held?.trees !== trees || held.by?.fits(samples) === false)
    held = { trees, by: HeldTrees.open(trees, outputs, samples.width) };
  if (held.by) held.by.add(scores, outputs, samples);
  else addTrees(trees, scores, outputs, samples);
  return scores;
}
