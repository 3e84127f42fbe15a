// How a file is added to a table: as more rows, or as more columns.
import * as v from 'valibot';

const name = v.pipe(v.string(), v.maxLength(4096));

/** `append`: its rows below, columns by name. `join`: its columns beside, where keys are equal. */
export const addition = v.variant('how', [
  v.strictObject({ how: v.literal('append') }),
  v.strictObject({
    how: v.literal('join'),
    kind: v.picklist(['left', 'inner']),
    keys: v.pipe(v.array(v.strictObject({ left: name, right: name })), v.minLength(1), v.maxLength(20)),
  }),
]);
export type Addition = v.InferOutput<typeof addition>;
