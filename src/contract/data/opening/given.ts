// What a person hands over to be opened: one file, or many of them with where each lay. The bytes stay where they are.

/** A file of a folder; `path` begins inside it and is parted by `/`. */
export interface FolderFile {
  path: string;
  file: Blob;
}

/** Files that were chosen or dropped together. */
export interface GivenFolder {
  name: string;
  files: FolderFile[];
}

export type Given = File | GivenFolder;

/** Whether many files were given. */
export function isFolder(given: Blob | GivenFolder): given is GivenFolder {
  return 'files' in given;
}

/** Bytes of all that was given. */
export function bytesOf(given: Given): number {
  return isFolder(given) ? given.files.reduce((sum, { file }) => sum + file.size, 0) : given.size;
}
