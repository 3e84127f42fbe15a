// TFRecord framing (tensorflow/core/lib/io/record_writer.h): length as uint64, its masked CRC-32C, the data, its masked CRC-32C; all
// little-endian.
import { crc32c } from '../../../domain/hashing/crc32';
import { joined } from '../../../domain/protobuf';

/** Rotated right by 15 bits plus a constant, modulo 2^32 (tensorflow/core/lib/hash/crc32c.h): a checksum of data that may hold checksums. */
export function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

/** One record. */
export function tfRecord(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(12));
  head.setBigUint64(0, BigInt(data.length), true);
  head.setUint32(8, maskedCrc32c(new Uint8Array(head.buffer, 0, 8)), true);
  const tail = new DataView(new ArrayBuffer(4));
  tail.setUint32(0, maskedCrc32c(data), true);
  return joined([new Uint8Array(head.buffer), data, new Uint8Array(tail.buffer)]);
}
