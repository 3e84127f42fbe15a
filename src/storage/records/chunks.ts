// Bytes under the SHA-256 of themselves. What a file takes of them follows from the records that refer to them.
import { defineDeviceTable } from '../registry/definition';

/** One chunk. */
export interface StoredChunk {
  sha256: string;
  size: number;
  /** Many bytes are a blob, which goes to the disk and back in half the time; those of earlier apps are an array, however many. */
  bytes: Uint8Array<ArrayBuffer> | Blob;
}

declare module '../registry/definition' {
  interface DeviceRecords {
    chunks: { record: StoredChunk; key: string };
  }
}

/** The table of chunks. */
export const chunks = defineDeviceTable('chunks', [{ since: 1, keys: 'sha256' }]);
