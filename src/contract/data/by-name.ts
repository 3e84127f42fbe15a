// The schema of a record keyed by names from files. Valibot's own leaves out `constructor`, `prototype` and `__proto__`, unchecked.
import * as v from 'valibot';

/** Values of one kind under names of any kind. */
export function byName<T>(value: v.GenericSchema<T>): v.CustomSchema<Record<string, T>, undefined> {
  return v.custom<Record<string, T>>(
    (input) =>
      typeof input === 'object' &&
      input !== null &&
      !Array.isArray(input) &&
      Object.getOwnPropertyNames(input).every((name) => v.is(value, Reflect.get(input, name))),
  );
}
