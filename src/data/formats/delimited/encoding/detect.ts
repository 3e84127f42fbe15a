// Finds how the text of a file is encoded, and refuses files that are no text. Only looks; decode.ts verifies to the end.
import { HearthError } from '../../../../contract/transport/fault';
import { filePlace, narrowSpread, readBlocks, readSpread, wideSpread, type NamedBlob } from '../../bytes';
import { binaryKind } from '../../other-kinds';
import { markedEncoding, unmarkedEncoding } from './byte-order-mark';
import { isAscii } from './ascii';
import { demandEncoding } from './decode';

/** How a text is encoded. */
export interface FoundEncoding {
  /** A label of the Encoding Standard, or one of UTF-32. */
  encoding: string;
  /** From 0 to 1: how sure it is. */
  certainty: number;
  /** Whether it begins with a byte order mark, or is of an encoding that a CSV has to tell. */
  marked: boolean;
}

/** Whether bytes are UTF-8; the last character may be cut. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** How a file is looked at. */
export interface DetectOptions {
  signal: AbortSignal;
  /** Whether all of it is looked at where its samples show nothing but ASCII. */
  wholly: boolean;
  /** What a person chose. */
  given?: string | undefined;
}

/**
 * The encoding of a text file: as chosen, by its byte order mark, by its zeros, else by samples from all over it that are not plain ASCII.
 * @throws HearthError `file_empty`, `file_binary` with the kind it looks like, `file_encoding`, `input_invalid` for one that is not known.
 */
export async function detectEncoding(file: NamedBlob, options: DetectOptions): Promise<FoundEncoding> {
  const { signal, wholly, given } = options;
  const place = filePlace(file);
  if (file.size === 0) throw new HearthError('file_empty', place);
  const samples = await samplesOf(file, signal);
  const [first = new Uint8Array()] = samples;
  const marked = markedEncoding(first);
  if (given !== undefined)
    return { encoding: demandEncoding(given), certainty: 1, marked: given !== 'utf-8' };
  if (marked) return { encoding: marked, certainty: 1, marked: true };
  const kind = binaryKind(first.subarray(0, 65_536));
  const unmarked = kind === null || kind === 'binary' ? unmarkedEncoding(first) : null;
  if (unmarked) return { encoding: unmarked, certainty: 0.95, marked: true };
  if (kind) throw new HearthError('file_binary', place, { kind });
  const found = await encodingOf(samples, place);
  if (found) return found;
  if (wholly)
    for await (const block of readBlocks(file, signal)) {
      const later = await encodingOf([block], place);
      if (later) return later;
    }
  return { encoding: 'utf-8', certainty: 1, marked: false };
}

/** Parts of a file by which its encoding can be told: few of one that is plain ASCII in all of those. */
async function samplesOf(file: NamedBlob, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>[]> {
  const few = await readSpread(file, narrowSpread, signal);
  const isPlain = few.every((sample) => isAscii(sample) && !sample.includes(0) && !hasEscapes(sample));
  return isPlain ? few : readSpread(file, wideSpread, signal);
}

/** What bytes that are not all ASCII are encoded in; null where they are. */
async function encodingOf(
  samples: readonly Uint8Array<ArrayBuffer>[],
  place: { file?: string },
): Promise<FoundEncoding | null> {
  const telling = samples.filter((sample) => !isAscii(sample));
  if (telling.length === 0)
    return samples.some(hasEscapes) ? { encoding: 'iso-2022-jp', certainty: 0.99, marked: true } : null;
  const whole = telling.map(fromCharacter);
  if (whole.every(isUtf8)) return { encoding: 'utf-8', certainty: 1, marked: false };
  const { guessEncoding, isDamagedUtf8 } = await import('./guess-encoding');
  // UTF-8 with a damaged byte is not another encoding: that would turn every letter with an accent into two wrong ones.
  if (whole.some(isDamagedUtf8)) return { encoding: 'utf-8', certainty: 1, marked: false };
  const guess = guessEncoding(telling);
  if (guess === null) throw new HearthError('file_encoding', place, { encoding: '' });
  return { ...guess, marked: true };
}

/** Japanese text of seven bits, which switches its alphabets by escapes. */
function hasEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1))
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true;
  return false;
}

/** A sample without the rest of a character that its beginning cuts, where it is UTF-8. */
function fromCharacter(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let from = 0;
  while (from < 3 && ((bytes[from] ?? 0) & 0xc0) === 0x80) from++;
  return bytes.subarray(from);
}
