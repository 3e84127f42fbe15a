// Files that were chosen or dropped together as a collection, in the order of their paths.
import type { GivenFolder } from '../../contract/data/opening/given';
import { HearthError } from '../../contract/transport/fault';
import { readPart } from '../formats/bytes';
import { mostFiles, type Collection } from './collection';

/** @throws HearthError `archive_excessive`. */
export function openFolder({ name, files }: GivenFolder): Collection {
  if (files.length > mostFiles)
    throw new HearthError('archive_excessive', { file: name }, { found: files.length, limit: mostFiles });
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return {
    name,
    files: sorted.map(({ path, file }) => ({
      path,
      bytes: file.size,
      read: () => readPart(file, 0, file.size),
    })),
  };
}
