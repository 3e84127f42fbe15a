// Numbers in memory: Float64, NaN where missing. Numbers and dates lie so.
import type { ColumnCodec, ColumnTypeDefinition } from '../column-type';
import { openFloats, writeFloats } from './narrow-floats';
import { floatUnits } from './wholes';

/** Types whose values lie so. */
export type Floats = 'number' | 'datetime';

/** The stored forms of a type of floats. */
export function floatCodec(type: Floats, code: number): ColumnCodec<Floats> {
  return {
    code,
    bytesPerRow: () => 8,
    write: ({ values }) => writeFloats(values, floatUnits[type]),
    open: (stored) => ({ type, values: openFloats(stored) }),
  };
}

/** What all types of floats do alike with their values. */
export const floatValues: Pick<ColumnTypeDefinition<Floats>, 'cell' | 'isMissing' | 'hash' | 'select'> = {
  cell(_, { values }, row) {
    const value = values[row];
    return value === undefined || Number.isNaN(value) ? null : value;
  },
  isMissing: ({ values }, row) => Number.isNaN(values[row] ?? NaN),
  hash({ values }, rows, add) {
    const one = new Float64Array(1);
    const words = new Uint32Array(one.buffer);
    for (let row = 0; row < rows; row++) {
      const value = values[row] ?? NaN;
      // One bit pattern for every NaN, and one for both zeros.
      one[0] = Number.isNaN(value) ? NaN : value + 0;
      add(row, words[0] ?? 0);
      add(row, words[1] ?? 0);
    }
  },
  select: ({ type, values }, rows) => ({
    type,
    values: Float64Array.from(rows, (row) => values[row] ?? NaN),
  }),
};
