// What a number in a record may be. A curve may break off where a training or a metric has no value; nothing else may.
import * as v from 'valibot';

/** A number that a person or the app set. */
export const finite = v.pipe(v.number(), v.finite());

/** A number of a curve, or a metric: NaN or infinite where there is none. */
export const measured = v.custom<number>((value) => typeof value === 'number', 'a number');
