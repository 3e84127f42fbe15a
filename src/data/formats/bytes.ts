// A file as a stream of byte blocks, each read only when it is near. Not for decoding.
import { HearthError } from '../../contract/transport/fault';
import { checkAbort } from '../rows/group-source';

/** A file, or a blob that may carry a name. */
export type NamedBlob = Blob & { readonly name?: string };

/** Every block is a way to another process and back: in blocks of 2 MiB a file took three times as long. */
const blockBytes = 8 * 1024 * 1024;
/** Enough to see how a file is written; who wants no more should not wait for more. */
const firstBlockBytes = 2 * 1024 * 1024;

/** The place of a fault in a file. */
export function filePlace(file: NamedBlob): { file?: string } {
  return file.name === undefined ? {} : { file: file.name };
}

/** A file that is no longer is read once, and kept while it is looked at and read: every part is a way to another process and back. */
const wholeBytes = 16 * 1024 * 1024;

/**
 * The bytes of a file from a place on, once they are there; the next part of it is asked for when the first is not enough.
 * Format, encoding, marks and types are all found at the beginning, one after another.
 */
class HeldFile {
  #first: Promise<Uint8Array<ArrayBuffer>> | null = null;
  #rest: Promise<Uint8Array<ArrayBuffer>> | null = null;

  /** A view of a part that is kept, null where it is none. Nobody changes what it shows. */
  async view(file: NamedBlob, from: number, to: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const border = Math.min(firstBlockBytes, file.size);
    if (to <= border) return (await this.#readFirst(file, border)).subarray(from, to);
    if (file.size > wholeBytes || from < border) return null;
    return (await this.#readRest(file, border)).subarray(from - border, to - border);
  }

  // A file that could not be read may be by the next time.
  #readFirst(file: NamedBlob, to: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#first) return this.#first;
    const first = readBytes(file, 0, to);
    first.catch(() => (this.#first = null));
    return (this.#first = first);
  }

  #readRest(file: NamedBlob, from: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#rest) return this.#rest;
    const rest = readBytes(file, from, file.size);
    rest.catch(() => (this.#rest = null));
    return (this.#rest = rest);
  }
}

/** Of the file that was looked at last, for as long as somebody has it. */
let held = new WeakMap<NamedBlob, HeldFile>();

function heldOf(file: NamedBlob): HeldFile {
  const known = held.get(file);
  if (known) return known;
  const made = new HeldFile();
  held = new WeakMap([[file, made]]);
  return made;
}

/** A part that is only looked at: it may be a view of what others are shown too. @throws HearthError as `readPart`. */
async function viewPart(file: NamedBlob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  return (await heldOf(file).view(file, from, to)) ?? readBytes(file, from, to);
}

/** Reads a part; a file that was changed, moved or locked since it was opened becomes `file_unreadable`. */
export async function readPart(file: NamedBlob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  return (await heldOf(file).view(file, from, to))?.slice() ?? readBytes(file, from, to);
}

async function readBytes(file: NamedBlob, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch (cause) {
    throw new HearthError('file_unreadable', filePlace(file), {}, String(cause));
  }
}

/** The first bytes of a file. @throws HearthError `file_unreadable`. */
export function readHead(file: NamedBlob, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  return readPart(file, 0, Math.min(bytes, file.size));
}

/** Blocks of a file in order, to be looked at and not changed; from the second on the next one being read while one is used: many look at the first one alone. */
export async function* readBlocks(
  file: NamedBlob,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const size = file.size;
  let following = Math.min(firstBlockBytes, size);
  let next = viewPart(file, 0, following);
  for (let from = 0; from < size;) {
    checkAbort(signal);
    const block = await next;
    const isFirst = from === 0;
    from = following;
    following = Math.min(from + (isFirst ? firstBlockBytes : blockBytes), size);
    if (isFirst) yield block;
    if (from < size) {
      next = viewPart(file, from, following);
      // Awaited in the next turn; if the consumer leaves before, its failure concerns nobody.
      next.catch(() => undefined);
    }
    if (!isFirst) yield block;
  }
}

/** How much of a file is looked at: its beginning, and so many parts of the rest. */
export interface Spread {
  head: number;
  part: number;
  parts: number;
}
/** Enough to tell one encoding from another. */
export const wideSpread: Spread = { head: 8 * 1024 * 1024, part: 256 * 1024, parts: 16 };
/** Enough to see whether there is anything to tell. */
export const narrowSpread: Spread = { head: firstBlockBytes, part: 32 * 1024, parts: 16 };

/** Parts of a file from its beginning to its end, for what can be told without reading all of it. @throws HearthError `file_unreadable`, `aborted`. */
export async function readSpread(
  file: NamedBlob,
  { head, part, parts }: Spread,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const samples = [viewPart(file, 0, Math.min(head, file.size))];
  const beyond = file.size - head;
  for (let index = 1; beyond > 0 && index <= parts; index++) {
    // Starts on a multiple of 4, so that characters of 2 and 4 bytes are not cut.
    const from = head + Math.floor((beyond * index) / parts / 4) * 4;
    const at = Math.max(head, from - part);
    samples.push(viewPart(file, at, Math.min(file.size, at + part)));
  }
  // All at once: the way to the file takes longer than the few bytes.
  const read = await Promise.all(samples);
  checkAbort(signal);
  return read;
}
