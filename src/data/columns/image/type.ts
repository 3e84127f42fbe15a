// Images of one size: bytes, row after row. They come from folders and scenarios, never from cells of text.
import { HashedProfiler } from '../../profile/hashed-profiler';
import type { AddWord, ColumnTypeDefinition } from '../column-type';
import { addBytes } from '../layouts/bytes';
import type { ValuesOf } from '../values';
import { imageBytes } from './image-bytes';

function hash({ pixels }: ValuesOf<'image'>, rows: number, add: AddWord): void {
  const size = rows === 0 ? 0 : pixels.length / rows;
  for (let row = 0; row < rows; row++) addBytes(pixels, row * size, (row + 1) * size, row, add);
}

export const definition: ColumnTypeDefinition<'image'> = {
  id: 'image',
  codec: {
    code: 5,
    bytesPerRow: imageBytes,
    write: ({ pixels }) => ({ form: 0, parts: [pixels] }),
    open({ buffer, rows, place }, column) {
      const length = rows * imageBytes(column);
      return { type: 'image', pixels: new Uint8Array(buffer, place(0, length)[0], length) };
    },
  },
  cell: () => null,
  isMissing: () => false,
  hash,
  select({ pixels }, rows, of) {
    const size = of === 0 ? 0 : pixels.length / of;
    const kept = new Uint8Array(rows.length * size);
    rows.forEach((row, index) => kept.set(pixels.subarray(row * size, (row + 1) * size), index * size));
    return { type: 'image', pixels: kept };
  },
  profile: ({ name }) => new HashedProfiler(name, hash),
  text: null,
  target: null,
};
