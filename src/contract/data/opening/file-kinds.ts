// What a file among others is, by its name: a row of a kind, something else, or nothing that anyone put there.
import { formatOfName } from '../formats';

/** What files of a folder or a zip are taken as. */
export const fileKinds = ['images', 'texts', 'audio'] as const;
export type FileKind = (typeof fileKinds)[number];

/** What systems leave in folders and archives. */
const leftBySystems = /(^|\/)(__MACOSX\/|\.[^./]|thumbs\.db$|desktop\.ini$|ehthumbs\.db$)/i;

/** The kind of a file; null where it is of none. Alone a `.txt` may be a table, among others it is a text. */
export function fileKindOf(path: string): FileKind | null {
  if (/\.txt$/i.test(path)) return 'texts';
  const format = formatOfName(path);
  return fileKinds.find((kind) => kind === format) ?? null;
}

/** Whether a system left the file, and not a person. */
export function isLeftBySystem(path: string): boolean {
  return leftBySystems.test(path);
}
