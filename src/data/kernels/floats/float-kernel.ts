// The SIMD kernel of kernel.as: what is done with every number of a table on its way to the store. It answers at once and keeps nothing, so that one
// serves the whole thread.
import { kernelBytes } from './kernel-bytes';
import { lazyModule } from '../../../domain/lazy-module';

/** Places are offsets in the kernel's memory. */
interface KernelFunctions {
  measure: (
    ...of: [values: number, from: number, count: number, unit: number, scale: number, state: number]
  ) => number;
  codes: (
    ...of: [
      values: number,
      count: number,
      unit: number,
      scale: number,
      base: number,
      missing: number,
      width: number,
      out: number,
    ]
  ) => void;
  hash(values: number, count: number, low: number, high: number): void;
}

/** Values that are whole numbers `n` of a unit and a scale: n · unit / scale. */
export interface Measured {
  /** Of the whole numbers; Infinity and −Infinity where there is no value. */
  least: number;
  greatest: number;
  /** Whether −0 is among the values. */
  hasNegativeZero: boolean;
}

/** A range that goes on with the next values. */
export interface Measuring extends Measured {
  /** Values that are whole so far, from the first on. */
  done: number;
}

/** Arrays that a kernel can give codes in. */
export type Codes = Uint8Array | Uint16Array | Int32Array;

const pageBytes = 65_536;
const stateAt = 512;
const firstByte = pageBytes;
const moduleOf = lazyModule(kernelBytes);

/** Memory with room for the values of some rows, their codes and their hashes. */
export class FloatKernel {
  readonly #functions: KernelFunctions;
  readonly #memory: WebAssembly.Memory;
  #rows = 0;

  private constructor(module: WebAssembly.Module) {
    this.#memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } });
    this.#functions = exports as unknown as KernelFunctions;
  }

  /** Null where there is no WebAssembly. */
  static open(): FloatKernel | null {
    const module = moduleOf();
    return module && new FloatKernel(module);
  }

  /** Puts values where `measure` and `codes` look for them. */
  place(values: Float64Array): void {
    this.#reserve(values.length);
    const floats = new Float64Array(this.#memory.buffer, firstByte);
    floats.set(values);
    floats.fill(NaN, values.length, Math.ceil(values.length / 4) * 4);
  }

  /** Goes on with the placed values under a scale. */
  measure(count: number, unit: number, scale: number, { done, ...range }: Measuring): Measuring {
    const state = new Float64Array(this.#memory.buffer, stateAt, 3);
    state.set([range.least, range.greatest, range.hasNegativeZero ? 1 : 0]);
    const reached = this.#functions.measure(firstByte, done, count, unit, scale, stateAt);
    const [least = 0, greatest = 0, negative = 0] = state;
    return { done: Math.min(reached, count), least, greatest, hasNegativeZero: negative === 1 };
  }

  /** The placed values as codes from `base` on, in as many bytes as `out` has a code. */
  codes(
    { unit, scale, base, missing }: { unit: number; scale: number; base: number; missing: number },
    out: Codes,
  ): void {
    const width = out.BYTES_PER_ELEMENT;
    this.#functions.codes(firstByte, out.length, unit, scale, base, missing, width, this.#codes);
    new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(
      new Uint8Array(this.#memory.buffer, this.#codes, out.byteLength),
    );
  }

  /** Adds both words of each value to the hashes of its row; there may be more rows than values. */
  hash(values: Float64Array, low: Uint32Array, high: Uint32Array): void {
    this.place(values);
    const rows = values.length;
    const lows = new Uint32Array(this.#memory.buffer, this.#low, rows);
    const highs = new Uint32Array(this.#memory.buffer, this.#high, rows);
    lows.set(low.subarray(0, rows));
    highs.set(high.subarray(0, rows));
    this.#functions.hash(firstByte, rows, this.#low, this.#high);
    low.set(lows);
    high.set(highs);
  }

  get #codes(): number {
    return firstByte + this.#rows * 8;
  }

  get #low(): number {
    return this.#codes + this.#rows * 4;
  }

  get #high(): number {
    return this.#low + this.#rows * 4;
  }

  #reserve(rows: number): void {
    if (rows <= this.#rows) return;
    this.#rows = Math.ceil(rows / 1024) * 1024;
    const pages = Math.ceil((this.#high + this.#rows * 4) / pageBytes);
    const more = pages - this.#memory.buffer.byteLength / pageBytes;
    if (more > 0) this.#memory.grow(more);
  }
}

/** The thread's own; null where there is no WebAssembly. */
let shared: FloatKernel | null | undefined;

/** The one that serves this thread. */
export function floatKernel(): FloatKernel | null {
  return (shared ??= FloatKernel.open());
}
