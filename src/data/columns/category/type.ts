// Categories: codes into the column's dictionary.
import { CategoryProfiler } from '../../profile/category-profiler';
import type { ColumnTypeDefinition } from '../column-type';
import { openCodes, writeCodes } from '../layouts/narrow-codes';
import { categoryText } from './text';

export const definition: ColumnTypeDefinition<'category'> = {
  id: 'category',
  codec: {
    code: 2,
    bytesPerRow: () => 4,
    write: ({ codes }) => writeCodes(codes),
    open(stored, { categories }) {
      const { damaged } = stored;
      const codes = openCodes(stored);
      const size = categories.length;
      for (const code of codes) if (code < -1 || code >= size) throw damaged('a code outside its dictionary');
      return { type: 'category', codes };
    },
  },
  cell: ({ categories }, { codes }, row) => categories[codes[row] ?? -1] ?? null,
  isMissing: ({ codes }, row) => (codes[row] ?? -1) < 0,
  hash({ codes }, rows, add) {
    for (let row = 0; row < rows; row++) add(row, codes[row] ?? -1);
  },
  select: ({ codes }, rows) => ({
    type: 'category',
    codes: Int32Array.from(rows, (row) => codes[row] ?? -1),
  }),
  profile: (column) => new CategoryProfiler(column),
  text: categoryText,
  target: {
    noteClasses({ categories }, { codes }, included, seen) {
      const found = new Uint8Array(categories.length);
      for (let row = 0; row < codes.length; row++) if (included(row)) found[codes[row] ?? -1] = 1;
      categories.forEach((name, code) => found[code] === 1 && seen.add(name));
    },
    labels({ categories }, { codes }, classes) {
      const indices = new Map(classes.map((name, index) => [name, index]));
      const byCode = Int32Array.from(categories, (name) => indices.get(name) ?? -1);
      return codes.map((code) => byCode[code] ?? -1);
    },
    quantity: null,
  },
};
