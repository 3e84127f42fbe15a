// Texts in cells of text: whatever nothing else takes.
import { isValue, valueOfBytes } from '../../cells/bytes/byte-cells';
import type { ByteCells } from '../../cells/bytes/plain-rows';
import { cellOf } from '../../cells/cell-of';
import { isMissingToken } from '../../cells/missing';
import type { Cells, FileBuilder, TextReader } from '../column-type';
import type { ValuesOf } from '../values';

const encoder = new TextEncoder();

class TextBuilder implements FileBuilder {
  textBytes = 0;
  #capacity: number;
  #bytes = new Uint8Array(65_536);
  #offsets: Uint32Array;
  #valid: Uint8Array;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#offsets = new Uint32Array(capacity + 1);
    this.#valid = new Uint8Array(capacity);
  }

  add(cells: Cells): boolean {
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) this.#addText(cellOf(cells, index), at);
    return true;
  }

  addBytes({ rows, from, to, column, at }: ByteCells): boolean {
    const { bytes, starts, ends, width } = rows;
    let cell = from * width + column;
    for (let row = from; row < to; row++, cell += width, at++) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      if (!isValue(bytes, start, end)) {
        this.#addText(valueOfBytes(bytes, start, end), at);
        continue;
      }
      this.#reserve(this.textBytes + end - start);
      const own = this.#bytes;
      let to = this.textBytes;
      for (let from = start; from < end; from++, to++) own[to] = bytes[from] ?? 0;
      this.textBytes = to;
      this.#valid[at] = 1;
      this.#offsets[at + 1] = to;
    }
    return true;
  }

  #addText(cell: string, at: number): void {
    if (!isMissingToken(cell)) {
      // UTF-8 needs at most three bytes for one UTF-16 unit.
      this.#reserve(this.textBytes + cell.length * 3);
      this.textBytes += encoder.encodeInto(cell, this.#bytes.subarray(this.textBytes)).written;
      this.#valid[at] = 1;
    }
    this.#offsets[at + 1] = this.textBytes;
  }

  take(rows: number): ValuesOf<'text'> {
    const taken: ValuesOf<'text'> = {
      type: 'text',
      offsets: this.#offsets.subarray(0, rows + 1),
      bytes: this.#bytes.slice(0, this.textBytes),
      valid: this.#valid.subarray(0, rows),
    };
    this.textBytes = 0;
    this.#offsets = new Uint32Array(this.#capacity + 1);
    this.#valid = new Uint8Array(this.#capacity);
    return taken;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.textBytes));
    this.#bytes = larger;
  }
}

/** The last one asked: it takes any column. */
export const plainText: TextReader = {
  order: 100,
  among: 'words',
  guess: () => ({
    add: () => false,
    isDone: true,
    fit: () => ({ categories: [], edges: null, reading: {}, build: (capacity) => new TextBuilder(capacity) }),
  }),
  known: (_, { capacity }) => new TextBuilder(capacity),
};
