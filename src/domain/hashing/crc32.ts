// CRC-32 as zip files use it (ISO 3309) and as TFRecord files do (Castagnoli, RFC 3720). Finds accidents; SHA-256 finds everything else.

/** The remainders of all bytes by a polynomial, lowest bit first. */
function remainders(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    return crc;
  });
}

const iso = remainders(0xedb88320);
const castagnoli = remainders(0x82f63b78);

function checksum(bytes: Uint8Array, table: Uint32Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** CRC-32 of some bytes, unsigned. */
export function crc32(bytes: Uint8Array): number {
  return checksum(bytes, iso);
}

/** CRC-32C of some bytes, unsigned. */
export function crc32c(bytes: Uint8Array): number {
  return checksum(bytes, castagnoli);
}
