// What a dataset that was read from many files says of them. Kept with the dataset version.
import * as v from 'valibot';
import { fileKinds } from './file-kinds';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Why a file could not be read: its bytes are none of its kind, there are none, or there is more than a file of its kind may have. */
export const brokenReasons = ['damaged', 'empty', 'excessive'] as const;
export type BrokenReason = (typeof brokenReasons)[number];

export const brokenFile = v.strictObject({
  /** Counts the files of the kind from 1. */
  row: whole,
  file: v.string(),
  reason: v.picklist(brokenReasons),
});
export type BrokenFile = v.InferOutput<typeof brokenFile>;

export const collectedFiles = v.strictObject({
  kind: v.picklist(fileKinds),
  /** Files of the kind, those that could not be read among them. */
  files: whole,
  /** How many files there are of each kind; one of them was chosen. */
  kinds: v.array(v.strictObject({ kind: v.picklist(fileKinds), count: whole })),
  /** Files of no kind: how many, and the first of them. */
  others: whole,
  otherFiles: v.array(v.string()),
  /** The first files that could not be read, and how many there are. */
  broken: v.array(brokenFile),
  brokenCount: whole,
  /** Names of the folders that give the labels, the first of them; empty where no folder does. */
  labels: v.array(v.string()),
  /** Names of the folders above them that say which part a file belongs to; empty where none does. */
  parts: v.array(v.string()),
  /** How images were brought to one size, and the sizes that they had. */
  images: v.exactOptional(
    v.strictObject({
      size: v.tuple([whole, whole]),
      colour: v.picklist(['colour', 'grey']),
      /** Height and width of the smallest and of the largest by their pixels, among those that were looked at first. */
      smallest: v.tuple([whole, whole]),
      largest: v.tuple([whole, whole]),
    }),
  ),
});
export type CollectedFiles = v.InferOutput<typeof collectedFiles>;

/** What the columns of such a dataset are called: the file itself goes by its kind. */
export const collectedColumns = {
  images: 'image',
  texts: 'text',
  audio: 'audio',
  label: 'label',
  part: 'split',
  file: 'file',
} as const;
