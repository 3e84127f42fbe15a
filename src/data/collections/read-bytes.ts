// A file's bytes, or why they are not read: for kinds whose files have a size that none of them goes beyond.
import type { BrokenReason } from '../../contract/data/opening/collected-files';
import { DamagedEntry, type CollectedFile } from './collection';

/** @throws HearthError as reading does. */
export async function readBytes(
  file: CollectedFile,
  mostBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | BrokenReason> {
  if (file.bytes > mostBytes) return 'excessive';
  try {
    const bytes = await file.read(signal);
    return bytes.length === 0 ? 'empty' : bytes;
  } catch (thrown) {
    if (thrown instanceof DamagedEntry) return 'damaged';
    throw thrown;
  }
}
