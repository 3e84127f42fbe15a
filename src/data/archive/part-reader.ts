// Small parts of a large file, which mostly follow one another: each is cut from a window that is read at once. Every reading of its own is a way
// to another process and back.
import { readPart, type NamedBlob } from '../formats/bytes';

/** Bytes of a file from a place to another. */
export type PartReader = (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;

const windowBytes = 4 * 1024 * 1024;

/** Reads parts of a file and keeps one window of it. What it gives may be a view of the window, and stays as it is. */
export function windowedReader(file: NamedBlob): PartReader {
  let window = new Uint8Array();
  let start = 0;
  return async (from, to) => {
    if (to - from >= windowBytes) return readPart(file, from, to);
    if (from < start || to > start + window.length) {
      window = await readPart(file, from, Math.min(file.size, from + windowBytes));
      start = from;
    }
    return window.subarray(from - start, to - start);
  };
}
