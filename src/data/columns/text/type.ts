// Texts: UTF-8 with offsets. Read, shown and profiled; no model learns from them yet.
import { HashedProfiler } from '../../profile/hashed-profiler';
import type { AddWord, ColumnTypeDefinition } from '../column-type';
import { addBytes } from '../layouts/bytes';
import type { ValuesOf } from '../values';
import { plainText } from './text';

/** What a cell is taken to need before any was seen. */
const expectedBytes = 48;
const decoder = new TextDecoder();

function hash({ offsets, bytes, valid }: ValuesOf<'text'>, rows: number, add: AddWord): void {
  for (let row = 0; row < rows; row++) {
    const from = offsets[row] ?? 0;
    const to = offsets[row + 1] ?? from;
    addBytes(bytes, from, to, row, add);
    add(row, valid[row] === 1 ? to - from : -1);
  }
}

function select({ offsets, bytes, valid }: ValuesOf<'text'>, rows: Uint32Array): ValuesOf<'text'> {
  const kept = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => {
    kept[index + 1] = (kept[index] ?? 0) + (offsets[row + 1] ?? 0) - (offsets[row] ?? 0);
  });
  const copied = new Uint8Array(kept[rows.length] ?? 0);
  rows.forEach((row, index) => copied.set(bytes.subarray(offsets[row], offsets[row + 1]), kept[index]));
  return {
    type: 'text',
    offsets: kept,
    bytes: copied,
    valid: Uint8Array.from(rows, (row) => valid[row] ?? 0),
  };
}

export const definition: ColumnTypeDefinition<'text'> = {
  id: 'text',
  codec: {
    code: 4,
    bytesPerRow: () => expectedBytes + 5,
    write: ({ offsets, bytes, valid }) => ({ form: 0, parts: [offsets, bytes, valid] }),
    open({ buffer, rows, place, damaged }) {
      const [offsetsAt] = place(0, (rows + 1) * 4);
      const [bytesAt, length] = place(1, null);
      const [validAt] = place(2, rows);
      const offsets = new Uint32Array(buffer, offsetsAt, rows + 1);
      let last = 0;
      for (const offset of offsets) {
        if (offset < last || offset > length) throw damaged('a text lies outside');
        last = offset;
      }
      const bytes = new Uint8Array(buffer, bytesAt, length);
      return { type: 'text', offsets, bytes, valid: new Uint8Array(buffer, validAt, rows) };
    },
  },
  cell(_, { offsets, bytes, valid }, row) {
    if (valid[row] !== 1) return null;
    return decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
  },
  isMissing: ({ valid }, row) => valid[row] !== 1,
  hash,
  select,
  profile: ({ name }) => new HashedProfiler(name, hash),
  text: plainText,
  target: null,
};
