// What the folders above a file say of it: its class, and the part that it belongs to. Paths only; no file is opened.
import { namedPart } from '../../domain/split/assign-by-column';

/** What the folders of a file say; null where they say nothing. */
export interface FolderLabel {
  label: string | null;
  /** The folder's own name, which names train, validation or test. */
  part: string | null;
}

/** The labels of files in their order, and the names that there are, sorted. */
export interface FolderLabels {
  of: FolderLabel[];
  labels: string[];
  parts: string[];
}

/**
 * A file's class is the first of its folders that not all files share, below a folder that names a part where every file is in one. A folder that
 * all files share is their class only where nothing else can be.
 */
export function folderLabels(paths: readonly string[]): FolderLabels {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const shared = sharedFolders(folders);
  const at = folders.some((names) => names.length > shared) ? shared : Math.max(0, shared - 1);
  const isParted = areParts(folders, at);
  const from = isParted ? at + 1 : at;
  const inner = isParted ? from + sharedFolders(folders.map((names) => names.slice(from))) : from;
  const labelAt = folders.some((names) => names.length > inner) ? inner : from;
  const of = folders.map((names) => ({
    label: names[labelAt] ?? null,
    part: isParted ? (names[at] ?? null) : null,
  }));
  return {
    of,
    labels: namesOf(of.map(({ label }) => label)),
    parts: namesOf(of.map(({ part }) => part)),
  };
}

/** How many folders from the top all files lie in. */
function sharedFolders(folders: readonly string[][]): number {
  const [first = []] = folders;
  let shared = first.length;
  for (const names of folders) {
    let at = 0;
    while (at < shared && names[at] === first[at]) at++;
    shared = at;
  }
  return shared;
}

/** Whether the folders at a depth name parts, more than one of them. */
function areParts(folders: readonly string[][], at: number): boolean {
  const seen = new Set<number>();
  for (const names of folders) {
    const part = namedPart(names[at] ?? '');
    if (part < 0) return false;
    seen.add(part);
  }
  return seen.size > 1;
}

function namesOf(found: readonly (string | null)[]): string[] {
  return [...new Set(found.filter((name) => name !== null))].toSorted((a, b) => (a < b ? -1 : 1));
}
