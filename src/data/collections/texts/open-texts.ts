// Texts as a column: each file whole. Most are UTF-8; the encoding of those that are not is found out from some of them together, as a short text
// alone says little of its own.
import { collectedColumns } from '../../../contract/data/opening/collected-files';
import { textValues } from '../../columns/layouts/texts';
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
): Promise<KindReader<string>> {
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
    pack: textValues,
  };
}

function loaded(value: string | null, bytes: number): Loaded<string> {
  if (value === null) return { broken: 'damaged' };
  return value.trim() === '' ? { broken: 'empty' } : { value, bytes };
}

/** A text as a person said that it is encoded. */
function chosen(older: Older | null): (bytes: Uint8Array) => string | null {
  return (bytes) => decoded(bytes, older?.encoding ?? 'utf-8');
}

/** A text by its mark, as UTF-8, else as the older ones among them are; null where it is none. */
function found(bytes: Uint8Array, older: Older | null): string | null {
  const marked = markedEncoding(bytes) ?? unmarkedEncoding(bytes);
  if (marked) return decoded(bytes, marked);
  if (binaryKind(bytes.subarray(0, lookedBytes)) !== null) return null;
  return decoded(bytes, 'utf-8') ?? (older && decoded(bytes, older.encoding));
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return (codePageDecoder(encoding) ?? new TextDecoder(encoding, { fatal: true })).decode(bytes);
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
