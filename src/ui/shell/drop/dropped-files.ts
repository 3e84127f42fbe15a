// The files of what was dropped, folders looked through to the bottom.
import type { FoundFile } from '../../../state/data/open/given-files';

/** More than are opened: what is dropped may be a whole disk. */
const mostFiles = 500_000;

/** All files of entries. @param tell how many there are so far */
export async function filesOf(
  entries: readonly FileSystemEntry[],
  tell: (found: number) => void,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  const take = async (all: readonly FileSystemEntry[]): Promise<void> => {
    const files = await Promise.all(all.filter(isFile).map(fileOf));
    found.push(...files);
    folders.push(...all.filter(isFolder));
    tell(found.length);
  };
  await take(entries);
  for (let folder = folders.shift(); folder && found.length <= mostFiles; folder = folders.shift()) {
    const reader = folder.createReader();
    // A reader gives its entries by the hundred, and an empty list at the end.
    for (let part = await read(reader); part.length > 0; part = await read(reader)) await take(part);
  }
  return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<FoundFile> {
  const path = entry.fullPath.replace(/^\//, '');
  return new Promise((resolve, reject) => entry.file((file) => resolve({ path, file }), reject));
}

function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}
