// The data dictionary: what the data and each of its columns mean, whose they are, and for how long they hold.
import * as v from 'valibot';
import { byName } from '../by-name';

const line = v.pipe(v.string(), v.maxLength(500));
/** A day as `2027-01-31`. */
const day = v.pipe(v.string(), v.isoDate());

/** What is said of a column; a field that is absent was not filled in. */
export const columnEntry = v.strictObject({
  meaning: v.exactOptional(line),
  unit: v.exactOptional(line),
  source: v.exactOptional(line),
  licence: v.exactOptional(line),
  consent: v.exactOptional(line),
  owner: v.exactOptional(line),
  /** The last day on which it may be relied on. */
  expires: v.exactOptional(day),
});
export type ColumnEntry = v.InferOutput<typeof columnEntry>;
export type EntryField = keyof ColumnEntry;

/** Every field, in the order in which they are shown and written to files. */
export const entryFields = Object.keys(columnEntry.entries) as EntryField[];

export const dictionary = v.strictObject({
  /** Of the data as a whole; licence, consent, source and retention are the plan's `accountability`. */
  data: v.strictObject({
    meaning: v.exactOptional(line),
    owner: v.exactOptional(line),
    expires: v.exactOptional(day),
  }),
  columns: byName(columnEntry),
});
export type Dictionary = v.InferOutput<typeof dictionary>;

export const emptyDictionary: Dictionary = { data: {}, columns: {} };
