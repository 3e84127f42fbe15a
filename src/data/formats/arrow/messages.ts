// The messages of an Arrow stream, one after another, so that a file is never whole in memory. A file is a stream between two marks.
// Layout: https://arrow.apache.org/docs/format/Columnar.html#encapsulated-message-format; fields as in format/Message.fbs.
import { checkAbort } from '../../rows/group-source';
import { readPart, type NamedBlob } from '../bytes';

export type MessageKind = 'schema' | 'dictionary' | 'rows';

/** A message; `length`: rows of a record batch. */
export interface Message {
  kind: MessageKind;
  length: number;
  /** Reads it whole, its framing included. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}

const kinds: readonly (MessageKind | null)[] = [null, 'schema', 'dictionary', 'rows'];
/** At both ends of a file. */
const mark = 'ARROW1';
const markBytes = 8; // padded with zeros
const continuation = 0xffffffff;
/** Of a message's description: thousands of columns take less. */
const mostMetadata = 64 * 1024 ** 2;
/** Of a message's values, which have to be in memory at once. */
const mostBody = 1024 ** 3;

/** Messages in order, up to the end of the stream. @throws Error where the bytes are no messages. */
export async function* messagesOf(file: NamedBlob, signal: AbortSignal): AsyncGenerator<Message> {
  const isFile = isMark(await readPart(file, 0, mark.length));
  if (isFile && !isMark(await readPart(file, Math.max(0, file.size - mark.length), file.size)))
    throw new Error('no end');
  let at = isFile ? markBytes : 0;
  while (at + 8 <= file.size) {
    checkAbort(signal);
    const frame = new DataView((await readPart(file, at, at + 8)).buffer);
    // Before version 0.15 a length stood alone.
    const prefix = frame.getUint32(0, true) === continuation ? 8 : 4;
    const metadataBytes = frame.getUint32(prefix - 4, true);
    if (metadataBytes === 0) return;
    if (metadataBytes > mostMetadata || at + prefix + metadataBytes > file.size)
      throw new Error('a length that cannot be');
    const metadata = await readPart(file, at + prefix, at + prefix + metadataBytes);
    const { header, body, length } = describe(new DataView(metadata.buffer));
    const start = at;
    const end = at + prefix + metadataBytes + body;
    if (body < 0 || body > mostBody || end > file.size) throw new Error('a body that cannot be');
    // Even of true and false a byte holds no more than eight.
    if (length < 0 || length > body * 8) throw new Error('more rows than bytes');
    const kind = kinds[header] ?? null;
    if (kind) yield { kind, length, bytes: () => readPart(file, start, end) };
    at = end;
  }
}

function isMark(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes) === mark;
}

/** Fields of a message's flatbuffer: what it is, the bytes of its body, and of a record batch its rows. */
function describe(view: DataView): { header: number; body: number; length: number } {
  const message = view.getUint32(0, true);
  const header = fieldAt(view, message, 1);
  const content = fieldAt(view, message, 2);
  const body = fieldAt(view, message, 3);
  const kind = header === null ? 0 : view.getUint8(header);
  const batch = content === null ? 0 : content + view.getUint32(content, true);
  const rows = kind === 3 ? fieldAt(view, batch, 0) : null;
  const long = (at: number | null): number => (at === null ? 0 : Number(view.getBigInt64(at, true)));
  return { header: kind, body: long(body), length: long(rows) };
}

/** Where a table's field lies; null where it has its default. */
function fieldAt(view: DataView, table: number, field: number): number | null {
  const directory = table - view.getInt32(table, true);
  const entry = 4 + 2 * field;
  if (entry + 2 > view.getUint16(directory, true)) return null;
  const offset = view.getUint16(directory + entry, true);
  return offset === 0 ? null : table + offset;
}
