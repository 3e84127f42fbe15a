// What a zip holds, by the directory at its end: nothing is unpacked for it, and nothing in it is believed before it was checked.
// Large archives (zip64) too. Not for project files, which engine/project-file writes and reads.
import type { NamedBlob } from '../formats/bytes';
import { readPart } from '../formats/bytes';
import { entryNames, type WrittenName } from './entry-names';

/** A file in a zip, as the directory tells of it. */
export interface ZipEntry {
  /** Parted by `/`; a folder's own entry ends with one. */
  name: string;
  packed: number;
  bytes: number;
  crc: number;
  isDeflated: boolean;
  isEncrypted: boolean;
  offset: number;
}

/** How an archive may be wrong. */
export type ZipWrong = 'damaged' | 'excessive' | 'duplicate' | 'method';

/** What is wrong with an archive, and at which entry where it is one. */
export class ZipError extends Error {
  readonly wrong: ZipWrong;
  readonly entry: string;
  constructor(wrong: ZipWrong, entry = '', detail = '') {
    super([wrong, entry, detail].filter(Boolean).join(': '));
    this.name = 'ZipError';
    this.wrong = wrong;
    this.entry = entry;
  }
}

/** What a directory may take. */
export interface DirectoryLimits {
  entries: number;
  bytes: number;
}

/** Where the record of the end may stand, with a comment behind it. */
const endSearch = 22 + 65_535;
const localHeaderBytes = 30;
const entrySignature = 0x02014b50;
const stored = 0;
const deflated = 8;
/** Sizes and places that do not fit 32 bits stand as this, and their values in a field of their own. */
const elsewhere = 0xffffffff;

interface End {
  /** Entries, of a record of the end with 16 bits for them what is left of it by 65,536: many writers let it run over. */
  count: number;
  isLarge: boolean;
  size: number;
  start: number;
}

/** Every entry in the directory's order. @throws ZipError where the directory is none or too large; HearthError `file_unreadable`. */
export async function zipEntries(file: NamedBlob, limits: DirectoryLimits): Promise<ZipEntry[]> {
  const end = await findEnd(file);
  if (end.count > limits.entries) throw new ZipError('excessive', '', `${String(end.count)} entries`);
  if (end.size > limits.bytes) throw new ZipError('excessive', '', 'its directory');
  return parseDirectory(await readPart(file, end.start, end.start + end.size), end, limits);
}

async function findEnd(file: NamedBlob): Promise<End> {
  const from = Math.max(0, file.size - endSearch);
  const tail = await readPart(file, from, file.size);
  const view = new DataView(tail.buffer);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) throw new ZipError('damaged', '', 'the end is missing');
  const end = {
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    start: view.getUint32(at + 16, true),
  };
  const isLarge = end.count === 0xffff || end.size === elsewhere || end.start === elsewhere;
  const found = { ...(isLarge ? await largeEnd(file, from + at) : end), isLarge };
  if (found.start + found.size > from + at) throw new ZipError('damaged', '', 'its directory');
  return found;
}

/** The record of the end with 64 bits: a locator of 20 bytes before the plain one says where it is. */
async function largeEnd(file: NamedBlob, plainEnd: number): Promise<Omit<End, 'isLarge'>> {
  const locator = await readPart(file, Math.max(0, plainEnd - 20), plainEnd);
  if (locator.length < 20 || new DataView(locator.buffer).getUint32(0, true) !== 0x07064b50)
    throw new ZipError('damaged', '', 'the end with 64 bits is missing');
  const at = readLarge(new DataView(locator.buffer), 8);
  const record = await readPart(file, at, at + 56);
  const view = new DataView(record.buffer);
  if (record.length < 56 || view.getUint32(0, true) !== 0x06064b50)
    throw new ZipError('damaged', '', 'the end with 64 bits is none');
  return { count: readLarge(view, 32), size: readLarge(view, 40), start: readLarge(view, 48) };
}

/** No file is so long that a number could not say its place. */
function readLarge(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw new ZipError('damaged', '', 'a size');
  return value;
}

async function parseDirectory(
  bytes: Uint8Array<ArrayBuffer>,
  { count, start, isLarge }: End,
  limits: DirectoryLimits,
): Promise<ZipEntry[]> {
  const view = new DataView(bytes.buffer);
  const entries: Omit<ZipEntry, 'name'>[] = [];
  const names: WrittenName[] = [];
  let at = 0;
  const follows = (): boolean => at + 46 <= bytes.length && view.getUint32(at, true) === entrySignature;
  for (let index = 0; index < count || (!isLarge && follows()); index++) {
    if (index === limits.entries) throw new ZipError('excessive', '', `more than ${String(index)} entries`);
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature)
      throw new ZipError('damaged', '', `directory, entry ${String(index + 1)}`);
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > bytes.length) throw new ZipError('damaged', '', `directory, entry ${String(index + 1)}`);
    const flags = view.getUint16(at + 8, true);
    names.push({
      bytes: bytes.subarray(at + 46, nameEnd),
      extra: bytes.subarray(nameEnd, extraEnd),
      isUtf8: (flags & 0x800) !== 0,
    });
    const method = view.getUint16(at + 10, true);
    entries.push({
      ...sizesOf(view, at, { nameEnd, extraEnd }),
      crc: view.getUint32(at + 16, true),
      isDeflated: method === deflated,
      isEncrypted: (flags & 1) !== 0,
    });
    if (method !== deflated && method !== stored && (flags & 1) === 0)
      throw new ZipError('method', (await entryNames(names.slice(-1)))[0], `method ${String(method)}`);
    at = extraEnd + view.getUint16(at + 32, true);
  }
  // Fewer files than there are would be worse than none.
  if (entries.length % 65_536 !== count % 65_536)
    throw new ZipError('damaged', '', 'the count of its entries');
  const written = await entryNames(names);
  return checked(
    entries.map((entry, index) => ({ ...entry, name: written[index] ?? '' })),
    start,
  );
}

/** Sizes and place of an entry; what does not fit 32 bits stands in a field of its own, in this order. */
function sizesOf(
  view: DataView,
  at: number,
  { nameEnd, extraEnd }: { nameEnd: number; extraEnd: number },
): Pick<ZipEntry, 'packed' | 'bytes' | 'offset'> {
  const sizes = {
    bytes: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  for (let field = nameEnd; field + 4 <= extraEnd;) {
    const length = view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1) {
      let from = field + 4;
      for (const key of ['bytes', 'packed', 'offset'] as const) {
        if (sizes[key] !== elsewhere) continue;
        if (from + 8 > Math.min(extraEnd, field + 4 + length)) throw new ZipError('damaged', '', 'a size');
        sizes[key] = readLarge(view, from);
        from += 8;
      }
    }
    field += 4 + length;
  }
  return sizes;
}

/** No name stands twice, no entry lies outside, in another or in the directory: what a bomb of shared bytes is made of. */
function checked(entries: ZipEntry[], directoryStart: number): ZipEntry[] {
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) throw new ZipError('duplicate', name);
    names.add(name);
  }
  let end = directoryStart;
  for (const entry of entries.toSorted((a, b) => b.offset - a.offset)) {
    if (!entry.isDeflated && !entry.isEncrypted && entry.packed !== entry.bytes)
      throw new ZipError('damaged', entry.name, 'its size');
    if (entry.offset + localHeaderBytes + entry.packed > end)
      throw new ZipError(end === directoryStart ? 'damaged' : 'excessive', entry.name, 'its place');
    end = entry.offset;
  }
  return entries;
}
