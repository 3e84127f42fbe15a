// Files that are cheap to make and heavy to open. Project files are in our own zip layout, with what no writer of ours would put in.
import { createHash, randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { centralHeader, endRecords, localHeader } from '../../src/engine/project-file/zip/zip-layout';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** An entry: its bytes, and how they lie in the file. */
export interface Packed {
  bytes: number;
  sha256: string;
  crc: number;
  packed: Buffer;
  packedSha256: string;
}

/** Deflates bytes, once for all entries that hold them. */
export function pack(content: Buffer): Packed {
  const packed = deflateRawSync(content, { level: 1 });
  return {
    ...{ bytes: content.length, sha256: sha256(content), crc: crc32(content) },
    ...{ packed, packedSha256: sha256(packed) },
  };
}

/**
 * Text that packs to about an 85th: just under the ratio that is refused unseen. `line` makes each line of the letters that it is given.
 */
export function packable(bytes: number, line: (letters: string) => string): Buffer {
  const parts: string[] = [];
  const noise = Buffer.alloc(36);
  for (let length = 0; length < bytes; length += parts.at(-1)?.length ?? 0) {
    randomFillSync(noise);
    parts.push(line(noise.toString('hex')));
  }
  return Buffer.from(parts.join(''));
}

/** A project file with these entries; its manifest and every hash hold. */
export function zipOf(
  kind: { format: 1; recordsSha256: string } | { format: 4; layout: number; tables: Record<string, number> },
  parts: readonly (readonly [string, Packed])[],
): Buffer {
  const entries = parts.map(([name, { bytes, sha256: hash, packedSha256 }]) => ({
    ...{ name, bytes, sha256: hash, packedSha256 },
  }));
  const manifest = Buffer.from(
    JSON.stringify({ app: 'hearth', appVersion: '0', createdAt: 1, entries, ...kind }),
  );
  const first = { bytes: manifest.length, crc: crc32(manifest), packed: manifest };
  let offset = 0;
  const [body, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  for (const [name, { bytes, crc, packed }] of [['manifest.json', first] as const, ...parts]) {
    const method = packed.length === bytes ? 0 : 8;
    const entry = { name, method, crc, bytes, packedBytes: packed.length, offset } as const;
    const header = localHeader(entry);
    body.push(header, packed);
    directory.push(centralHeader(entry));
    offset += header.length + packed.length;
  }
  const length = directory.reduce((sum, each) => sum + each.length, 0);
  return Buffer.concat([...body, ...directory, endRecords(parts.length + 1, offset, length)]);
}

/** 12 MB that would unpack to 1 GB, were its chunks what their names say. */
export function largeProjectFile(): Buffer {
  const records = pack(Buffer.from('{}'));
  const chunk = pack(packable(64_000_000, (letters) => `${letters}${'-'.repeat(6200)}`));
  const chunks = Array.from(
    { length: 16 },
    (_, at) => [`chunks/${at.toString(16).padStart(64, '0')}`, chunk] as const,
  );
  return zipOf({ format: 1, recordsSha256: records.sha256 }, [['records.json', records], ...chunks]);
}

/** Writes a text: a beginning, then the same piece over and over. */
export async function writeRepeated(
  path: string,
  start: string,
  piece: string,
  bytes: number,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(start);
    const block = Buffer.from(piece.repeat(Math.ceil(2 ** 20 / piece.length)));
    for (let written = 0; written < bytes; written += block.length) await file.write(block);
  } finally {
    await file.close();
  }
}
