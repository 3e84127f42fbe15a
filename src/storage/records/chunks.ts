// Bytes under the SHA-256 of themselves. What a file takes of them follows from the records that refer to them.
import { defineDeviceTable } from '../registry/definition';

/** One chunk. */
export interface StoredChunk {
  sha256: string;
  size: number;
  bytes: Uint8Array<ArrayBuffer>;
}

declare module '../registry/definition' {
  interface DeviceRecords {
    chunks: { record: StoredChunk; key: string };
  }
}

/** The table of chunks. */
export const chunks = defineDeviceTable('chunks', [{ since: 1, keys: 'sha256' }]);
