// What a family keeps in a record by a schema of its own: an object of plain values, lists and two levels of objects of these.
import * as v from 'valibot';

const scalar = v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]);
const plain = v.union([scalar, v.array(scalar)]);

/** A value of such an object. */
export const json = v.union([plain, v.record(v.string(), v.union([plain, v.record(v.string(), plain)]))]);
export type Json = v.InferOutput<typeof json>;

/** An object that JSON can hold. */
export const jsonObject = v.record(v.string(), json);
export type JsonObject = v.InferOutput<typeof jsonObject>;
