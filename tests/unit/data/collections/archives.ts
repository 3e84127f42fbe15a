// Zips as tests need them: well made by fflate, or made to harm by hand, byte by byte.
import { deflateSync } from 'fflate';
import { crc32 } from '../../../../src/domain/hashing/crc32';

/** An entry as it is written; what is left out is as it should be. */
export interface MadeEntry {
  name: string | Uint8Array;
  content: Uint8Array;
  /** What the directory says instead. */
  says?: { bytes?: number; crc?: number; offset?: number; packed?: number };
  flags?: number;
  method?: number;
  isStored?: boolean;
}

const encoder = new TextEncoder();

/** A zip with just these entries, whatever they are. */
export function zipOf(entries: readonly MadeEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name: given, content, says = {}, flags = 0, method, isStored = false } of entries) {
    const name = typeof given === 'string' ? encoder.encode(given) : given;
    const packed = isStored ? content : deflateSync(content, { level: 9 });
    const head = new DataView(new ArrayBuffer(30));
    head.setUint32(0, 0x04034b50, true);
    head.setUint16(26, name.length, true);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint16(8, flags, true);
    entry.setUint16(10, method ?? (isStored ? 0 : 8), true);
    entry.setUint32(16, says.crc ?? crc32(content), true);
    entry.setUint32(20, says.packed ?? packed.length, true);
    entry.setUint32(24, says.bytes ?? content.length, true);
    entry.setUint16(28, name.length, true);
    entry.setUint32(42, says.offset ?? at, true);
    directory.push(new Uint8Array(entry.buffer), name);
    parts.push(new Uint8Array(head.buffer), name, packed);
    at += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, at, true);
  return joined([...parts, ...directory, new Uint8Array(end.buffer)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
