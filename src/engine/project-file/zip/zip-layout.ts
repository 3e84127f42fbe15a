// The zip records that a project file is made of (PKWARE APPNOTE 6.3), in one strict form: sizes known before the data, no
// comments, no dates, offsets always in a Zip64 field. One form only, so that any byte that differs is an alteration.

/** What a zip says of one entry. */
export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: 0 | 8;
  crc: number;
  packedBytes: number;
  bytes: number;
  /** Of its local header, from the start of the file. */
  offset: number;
}

const localHeaderBytes = 30;
const zip64EndBytes = 56;
export const endBytes = zip64EndBytes + 20 + 22;
const zip64FieldBytes = 12;
const version = 45; // of the format: Zip64
const utf8Names = 0x0800;
const date1980 = 0x0021;

/** A writer of little-endian fields over one buffer. */
function fields(bytes: number) {
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  let at = 0;
  return {
    out,
    u16: (value: number) => view.setUint16((at += 2) - 2, value, true),
    u32: (value: number) => view.setUint32((at += 4) - 4, value, true),
    u64: (value: number) => view.setBigUint64((at += 8) - 8, BigInt(value), true),
    raw: (value: Uint8Array) => {
      out.set(value, at);
      at += value.length;
    },
  };
}

/** The record before an entry's data. */
export function localHeader(entry: Omit<ZipEntry, 'offset'>): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(entry.name);
  const { out, u16, u32, raw } = fields(localHeaderBytes + name.length);
  u32(0x04034b50);
  u16(version);
  u16(utf8Names);
  u16(entry.method);
  u16(0); // time
  u16(date1980);
  u32(entry.crc);
  u32(entry.packedBytes);
  u32(entry.bytes);
  u16(name.length);
  u16(0); // no extra fields
  raw(name);
  return out;
}

/** The entry's record in the central directory. */
export function centralHeader(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const name = new TextEncoder().encode(entry.name);
  const { out, u16, u32, u64, raw } = fields(46 + name.length + zip64FieldBytes);
  u32(0x02014b50);
  u16(version); // made by, on no particular system
  u16(version);
  u16(utf8Names);
  u16(entry.method);
  u16(0);
  u16(date1980);
  u32(entry.crc);
  u32(entry.packedBytes);
  u32(entry.bytes);
  u16(name.length);
  u16(zip64FieldBytes);
  u16(0); // no comment
  u16(0); // disk
  u16(0); // internal attributes
  u32(0); // external attributes
  u32(0xffffffff); // the offset is in the Zip64 field
  raw(name);
  u16(1);
  u16(8);
  u64(entry.offset);
  return out;
}

/** What ends the file: where the directory lies and how many entries it has. */
export function endRecords(
  entries: number,
  directoryOffset: number,
  directoryBytes: number,
): Uint8Array<ArrayBuffer> {
  const { out, u16, u32, u64 } = fields(endBytes);
  u32(0x06064b50);
  u64(zip64EndBytes - 12);
  u16(version);
  u16(version);
  u32(0);
  u32(0);
  u64(entries);
  u64(entries);
  u64(directoryBytes);
  u64(directoryOffset);
  u32(0x07064b50); // where the Zip64 end is
  u32(0);
  u64(directoryOffset + directoryBytes);
  u32(1);
  u32(0x06054b50);
  u16(0);
  u16(0);
  u16(0xffff);
  u16(0xffff);
  u32(0xffffffff);
  u32(0xffffffff);
  u16(0); // no comment
  return out;
}
