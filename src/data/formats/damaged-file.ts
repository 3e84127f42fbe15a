// Files whose bytes are not what their format says: whatever a decoder throws is a fault of the file, and named as one.
import { HearthError } from '../../contract/transport/fault';
import { filePlace, type NamedBlob } from './bytes';

/** Runs a decoder; a fault of ours, and an abort, stay what they are. @throws HearthError `file_damaged`. */
export async function decoding<T>(file: NamedBlob, format: string, decode: () => Promise<T>): Promise<T> {
  try {
    return await decode();
  } catch (thrown) {
    const isOurs =
      thrown instanceof HearthError || (thrown instanceof DOMException && thrown.name === 'AbortError');
    throw isOurs ? thrown : damagedFile(file, format, String(thrown));
  }
}

/** The fault itself. */
export function damagedFile(file: NamedBlob, format: string, detail: string): HearthError {
  return new HearthError('file_damaged', filePlace(file), { format }, detail);
}
