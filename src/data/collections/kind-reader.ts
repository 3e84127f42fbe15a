// What a kind of file gives to the reading of a collection: its column, and how a file becomes a value of it.
import type { BrokenReason, CollectedFiles } from '../../contract/data/opening/collected-files';
import type { Column } from '../../contract/data/dataset';
import type { ColumnValues } from '../columns/values';
import type { FileReadOptions } from '../formats/format';
import type { CollectedFile } from './collection';

/** A file as it was read: a value, or why there is none. */
export type Loaded<T> = { value: T; bytes: number } | { broken: BrokenReason };

/** A kind of file, its settings decided. `T`: a value before it is packed with others. */
export interface KindReader<T = unknown> {
  column: Column;
  /** What of the files' own is kept with the dataset. */
  facts: Pick<CollectedFiles, 'images'>;
  encoding: string | null;
  certainty?: number;
  /** Files in their order; some may be under way at once. */
  load(files: readonly CollectedFile[], signal: AbortSignal): AsyncGenerator<Loaded<T>>;
  pack(values: readonly T[]): ColumnValues;
}

/** Looks at some of the files and decides how all are read. */
export type OpenKind = (files: readonly CollectedFile[], options: FileReadOptions) => Promise<KindReader>;

/** So many of the files, from the first to the last. */
export function spreadOver<T>(files: readonly T[], count: number): T[] {
  if (files.length <= count) return [...files];
  return Array.from({ length: count }, (_, index) => files[Math.floor((index * files.length) / count)]!);
}
