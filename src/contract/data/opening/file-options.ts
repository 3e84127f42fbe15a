// How a person wants files that each become a row to be read, where what is found of them is wrong. What is left out is found out.
import * as v from 'valibot';
import { fileKinds } from './file-kinds';

/** Of an image, in pixels. */
const side = v.pipe(v.number(), v.safeInteger(), v.minValue(4), v.maxValue(512));

export const fileOptions = v.strictObject({
  /** Which of the kinds that are there; without it the one with the most files. */
  kind: v.exactOptional(v.picklist(fileKinds)),
  /** What every image is brought to: height, width. Of another shape its middle is taken. */
  size: v.exactOptional(v.tuple([side, side])),
  colour: v.exactOptional(v.picklist(['colour', 'grey'])),
  /** Files that cannot be read: left out, or a reason to stop. */
  broken: v.exactOptional(v.picklist(['drop', 'stop'])),
});
export type FileOptions = v.InferOutput<typeof fileOptions>;
