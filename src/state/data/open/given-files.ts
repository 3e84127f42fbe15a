// What files that were chosen together are opened as: one of them, or all of them as rows.
import { formatOfName, kindOfName } from '../../../contract/data/formats';
import type { Given } from '../../../contract/data/opening/given';
import { fileKindOf, isLeftBySystem } from '../../../contract/data/opening/file-kinds';

/** A file and where it lay, from the top of what was chosen. */
export interface FoundFile {
  path: string;
  file: File;
}

/**
 * One file as it is; of several a project or a table where there is one and no images or sounds are among them, else all. `isFirst`: others were left.
 * null where there is none.
 * @param nameOf a name for files that share no folder
 */
export function givenFiles(
  found: readonly FoundFile[],
  nameOf: (files: number) => string,
): { given: Given; isFirst: boolean } | null {
  const [first] = found;
  if (!first) return null;
  if (found.length === 1) return { given: first.file, isFirst: false };
  const files = found.filter(({ path }) => !isLeftBySystem(path));
  const isSeen = files.some(({ path }) => !['texts', null].includes(fileKindOf(path)));
  const whole = isSeen ? undefined : (files.find(isTable) ?? (files.some(isText) ? undefined : files[0]));
  if (whole) return { given: whole.file, isFirst: files.length > 1 };
  const top = sharedTop(files);
  const from = top === null ? 0 : top.length + 1;
  return {
    given: {
      name: top ?? nameOf(files.length),
      files: files.map(({ path, file }) => ({ path: path.slice(from), file })),
    },
    isFirst: false,
  };
}

const isText = ({ path }: FoundFile): boolean => fileKindOf(path) === 'texts';

/** Whether a file is a project or a table by its name, and no zip. */
function isTable({ path }: FoundFile): boolean {
  const isKnown = formatOfName(path) !== null && fileKindOf(path) === null;
  return kindOfName(path) === 'project' || isKnown;
}

/** The folder that all files lie in at the top; null where they share none. */
function sharedTop(files: readonly FoundFile[]): string | null {
  const top = files[0]?.path.split('/')[0] ?? '';
  return files.every(({ path }) => path.startsWith(`${top}/`)) ? top : null;
}
