// How a person wants a file to be read, where what is found of it is wrong. Kept with the version that was read so, for the next file.
import * as v from 'valibot';
import { sheetOptions } from './sheet-options';
import { textOptions } from './text-options';

export const openChoices = v.strictObject({
  text: v.exactOptional(textOptions),
  sheet: v.exactOptional(sheetOptions),
});
export type OpenChoices = v.InferOutput<typeof openChoices>;
