// Texts as a column: each file whole. Most are UTF-8; the encoding of those that are not is found out from some of them together, as a short text
// alone says little of its own.
import { collectedColumns } from '../../../contract/data/opening/collected-files';
import type { ValuesOf } from '../../columns/values';
import { isAscii } from '../../formats/delimited/encoding/ascii';
import { markedEncoding, unmarkedEncoding } from '../../formats/delimited/encoding/byte-order-mark';
import { codePageDecoder } from '../../formats/delimited/encoding/code-pages';
import { demandEncoding } from '../../formats/delimited/encoding/decode';
import type { FileReadOptions } from '../../formats/format';
import { binaryKind } from '../../formats/other-kinds';
import { letMessagesIn } from '../../rows/let-messages-in';
import type { CollectedFile } from '../collection';
import { spreadOver, type KindReader, type Loaded } from '../kind-reader';
import { readBytes } from '../read-bytes';

/** A longer one is a book or a table, and no row. */
const mostTextBytes = 16 * 1024 ** 2;
const lookedFiles = 200;
const lookedBytes = 64 * 1024;

interface Older {
  encoding: string;
  certainty: number;
}

export async function openTexts(
  files: readonly CollectedFile[],
  { text: { encoding: given } = {}, signal }: FileReadOptions,
): Promise<KindReader<Uint8Array>> {
  const older: Older | null =
    given === undefined
      ? await olderEncoding(spreadOver(files, lookedFiles), signal)
      : { encoding: demandEncoding(given), certainty: 1 };
  const read = given === undefined ? (bytes: Uint8Array) => found(bytes, older) : chosen(older);
  return {
    column: { name: collectedColumns.texts, type: 'text', categories: [], shape: null },
    facts: {},
    encoding: older?.encoding ?? 'utf-8',
    ...(older && older.certainty < 1 ? { certainty: older.certainty } : {}),
    async *load(all, signalOfLoad) {
      for (const file of all) {
        const bytes = await readBytes(file, mostTextBytes, signalOfLoad);
        if (typeof bytes === 'string') yield { broken: bytes };
        else yield loaded(read(bytes), bytes.length);
        await letMessagesIn();
      }
    },
    pack: packed,
  };
}

function loaded(value: Uint8Array | null, bytes: number): Loaded<Uint8Array> {
  if (value === null) return { broken: 'damaged' };
  return isBlank(value) ? { broken: 'empty' } : { value, bytes };
}

/** Whether nothing but blanks stands in UTF-8. */
function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte > 127) return decoderOf('utf-8').decode(bytes).trim() === '';
    if (byte !== 32 && (byte < 9 || byte > 13)) return false;
  }
  return true;
}

/** A text as a person said that it is encoded, in UTF-8. */
function chosen(older: Older | null): (bytes: Uint8Array) => Uint8Array | null {
  return (bytes) => inUtf8(decoded(bytes, older?.encoding ?? 'utf-8'));
}

/**
 * A text in UTF-8: by its mark, as UTF-8, else as the older ones among them are; null where it is none. Plain ASCII, as most are, stays the bytes
 * that it is: to decode it and encode it again left more behind than it takes.
 */
function found(bytes: Uint8Array, older: Older | null): Uint8Array | null {
  const marked = markedEncoding(bytes) ?? unmarkedEncoding(bytes);
  if (marked) return inUtf8(decoded(bytes, marked));
  if (binaryKind(bytes.subarray(0, lookedBytes)) !== null) return null;
  if (isAscii(bytes)) return bytes;
  return inUtf8(decoded(bytes, 'utf-8') ?? (older && decoded(bytes, older.encoding)));
}

const encoder = new TextEncoder();

function inUtf8(text: string | null): Uint8Array | null {
  return text === null ? null : encoder.encode(text);
}

/** Texts of UTF-8 as a column. */
function packed(texts: readonly Uint8Array[]): ValuesOf<'text'> {
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((text, row) => (offsets[row + 1] = (offsets[row] ?? 0) + text.length));
  const bytes = new Uint8Array(offsets[texts.length] ?? 0);
  texts.forEach((text, row) => bytes.set(text, offsets[row]));
  return { type: 'text', offsets, bytes, valid: new Uint8Array(texts.length).fill(1) };
}

/** One for each encoding: what a decoder holds outside of the heap is collected late, and a hundred thousand of them took 150 MB. */
const decoders = new Map<string, Pick<TextDecoder, 'decode'>>();

function decoderOf(encoding: string): Pick<TextDecoder, 'decode'> {
  const known = decoders.get(encoding);
  if (known) return known;
  const made = codePageDecoder(encoding) ?? new TextDecoder(encoding, { fatal: true });
  decoders.set(encoding, made);
  return made;
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    // Whatever a text before ended with: each begins anew.
    return decoderOf(encoding).decode(bytes);
  } catch {
    return null;
  }
}

/** What those of the texts that are not UTF-8 are encoded in; null where all are. */
async function olderEncoding(files: readonly CollectedFile[], signal: AbortSignal): Promise<Older | null> {
  const samples: Uint8Array<ArrayBuffer>[] = [];
  for (const file of files) {
    const bytes = await readBytes(file, mostTextBytes, signal);
    if (typeof bytes === 'string' || markedEncoding(bytes) || unmarkedEncoding(bytes)) continue;
    if (binaryKind(bytes.subarray(0, lookedBytes)) !== null || decoded(bytes, 'utf-8') !== null) continue;
    samples.push(bytes.subarray(0, lookedBytes));
  }
  if (samples.length === 0) return null;
  const { guessEncoding } = await import('../../formats/delimited/encoding/guess-encoding');
  return guessEncoding([joined(samples)]);
}

/** Texts one below another, as one text. */
function joined(samples: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(samples.reduce((sum, sample) => sum + sample.length + 1, 0));
  let at = 0;
  for (const sample of samples) {
    all.set(sample, at);
    at += sample.length;
    all[at++] = 0x0a;
  }
  return all;
}
