// The SIMD kernel of kernel.as: finds cells in bytes, and reads the plain ones. A kernel is for one reader, since what it found lies in its memory.
import type { ByteCells, ByteMarks, PlainKind, PlainRows } from '../../cells/bytes/plain-rows';
import { lazyModule } from '../../../domain/lazy-module';
import { kernelBytes } from './kernel-bytes';

/** Places are offsets in the kernel's memory. */
interface KernelFunctions {
  kinds(from: number, to: number): number;
  scan: (
    ...cells: [
      from: number,
      to: number,
      starts: number,
      ends: number,
      delimiter: number,
      quote: number,
      width: number,
    ]
  ) => number;
  numbers: ReadCells;
  days: ReadCells;
}

type ReadCells = (
  ...cells: [
    from: number,
    starts: number,
    ends: number,
    stride: number,
    count: number,
    values: number,
    odd: number,
  ]
) => number;

const pageBytes = 65_536;
/** Below lie the constants of the kernel. */
const firstByte = pageBytes;
/** May be read behind the last byte. */
const slack = 64;
/** Values that are read at once. */
const batch = 8192;
const readers = { number: 'numbers', day: 'days' } as const;

const moduleOf = lazyModule(kernelBytes);

/** A kernel with its memory. */
export class ByteKernel {
  readonly #functions: KernelFunctions;
  readonly #memory: Uint8Array;
  readonly #words: Int32Array;
  readonly #floats: Float64Array;
  readonly #capacity: number;
  /** Where things lie: cells' begins and ends, values read and places of those that are none. */
  readonly #starts: number;
  readonly #ends: number;
  readonly #values: number;
  readonly #odd: number;

  private constructor(module: WebAssembly.Module, capacity: number) {
    const marks = (capacity + slack) * 4;
    this.#capacity = capacity;
    this.#starts = align(firstByte + capacity + slack);
    this.#ends = align(this.#starts + marks);
    this.#values = align(this.#ends + marks);
    this.#odd = this.#values + batch * 8;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((this.#odd + batch * 4) / pageBytes) });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.#functions = exports as unknown as KernelFunctions;
    this.#memory = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
    this.#floats = new Float64Array(memory.buffer);
  }

  /** For pieces of up to `capacity` bytes; null where there is no WebAssembly. */
  static open(capacity: number): ByteKernel | null {
    const module = moduleOf();
    return module && new ByteKernel(module, capacity);
  }

  /** Whether a piece is small enough. */
  holds(bytes: Uint8Array): boolean {
    return bytes.length <= this.#capacity;
  }

  /** As `scanRows`, of a piece that it holds. What is found is good until the next piece. */
  scan(bytes: Uint8Array, { delimiter, quote }: ByteMarks, width: number): PlainRows | null {
    const to = this.#place(bytes);
    const rows = this.#functions.scan(
      firstByte,
      to,
      this.#starts,
      this.#ends,
      delimiter,
      // Never a byte of a text: the kernel's way to say that nothing encloses cells.
      quote ?? 0,
      width,
    );
    if (rows < 0) return null;
    const cells = rows * width;
    return {
      ...{ bytes, rows, width },
      starts: this.#words.subarray(this.#starts / 4, this.#starts / 4 + cells),
      ends: this.#words.subarray(this.#ends / 4, this.#ends / 4 + cells),
      read: (kind, of, values, odd) => this.#read(kind, of, values, odd),
    };
  }

  /** Whether every byte is ASCII, and whether there is a NUL among them. */
  kindsOf(bytes: Uint8Array): { isAscii: boolean; hasNul: boolean } {
    let found = 0;
    for (let from = 0; from < bytes.length; from += this.#capacity)
      found |= this.#functions.kinds(firstByte, this.#place(bytes.subarray(from, from + this.#capacity)));
    return { isAscii: (found & 1) === 0, hasNul: (found & 2) !== 0 };
  }

  #place(bytes: Uint8Array): number {
    this.#memory.set(bytes, firstByte);
    return firstByte + bytes.length;
  }

  #read(
    kind: PlainKind,
    { rows, from, to, column, at }: ByteCells,
    values: Float64Array,
    odd: number[],
  ): void {
    const read = this.#functions[readers[kind]];
    const stride = rows.width * 4;
    for (let row = from; row < to; row += batch) {
      const count = Math.min(batch, to - row);
      const offset = (row * rows.width + column) * 4;
      const others = read(
        firstByte,
        this.#starts + offset,
        this.#ends + offset,
        stride,
        count,
        this.#values,
        this.#odd,
      );
      values.set(this.#floats.subarray(this.#values / 8, this.#values / 8 + count), at + row - from);
      for (let other = 0; other < others; other++) odd.push(row + (this.#words[this.#odd / 4 + other] ?? 0));
    }
  }
}

const align = (offset: number): number => Math.ceil(offset / 16) * 16;
