// Files that came together, as a folder or a zip: where each lies and how its bytes are read, one after another and none before it is needed.

/** A file of a collection. */
export interface CollectedFile {
  /** From the top of the collection, folders parted by `/`. */
  path: string;
  bytes: number;
  /** @throws HearthError `file_unreadable`, `aborted`, and of an entry of a zip that is larger than it says; DamagedEntry. */
  read(signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Collection {
  name: string;
  files: CollectedFile[];
}

/** Most files of a collection: their names are all held at once. */
export const mostFiles = 500_000;

/** An entry whose bytes are not what the archive says: a file that cannot be read among others that can. */
export class DamagedEntry extends Error {}
