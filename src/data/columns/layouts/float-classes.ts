// Floats as classes: each distinct value is one, named as JavaScript writes the number.
import type { TargetReader } from '../column-type';
import type { Floats } from './floats';

export const floatClasses: Pick<TargetReader<Floats>, 'noteClasses' | 'labels'> = {
  noteClasses(_, { values }, included, seen, limit) {
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? NaN;
      if (!Number.isNaN(value) && included(row)) seen.add(String(value));
      if (seen.size > limit) return;
    }
  },
  labels(_, { values }, classes) {
    const byValue = new Map(classes.map((name, index) => [Number(name), index]));
    return Int32Array.from(values, (value) => byValue.get(value) ?? -1);
  },
};
