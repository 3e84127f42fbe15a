// Which older encoding a text has: by how often its pairs of letters occur in languages (chardet, after ICU's detector), then by whether the
// text that comes out is written as texts are. Loaded only for bytes that are neither ASCII nor UTF-8.
import { analyse } from 'chardet';
import { ownLetters, plausibility } from './plausibility';

/** An encoding and how sure it is, from 0 to 1. */
export interface EncodingGuess {
  encoding: string;
  certainty: number;
}

/** Most bytes that are looked at: more does not make it surer. */
const lookedBytes = 64 * 1024;
/** So much more like a text must an encoding be that the statistics do not know. */
const clearly = 0.15;
const usual = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'gb18030'];
/** Encodings of the statistics' alphabets that they do not know: Ukrainian, of old Macs, of DOS, of Thai. */
const unknown = ['koi8-u', 'macintosh', 'x-mac-cyrillic', 'ibm866', 'windows-874'];

/** The encoding of samples of a text, or null where none fits. */
export function guessEncoding(samples: readonly Uint8Array<ArrayBuffer>[]): EncodingGuess | null {
  const bytes = tellingLines(samples);
  const found = new Map<string, { text: string; score: number; confidence: number }>();
  for (const { name, confidence } of analyse(bytes)) {
    if (confidence <= 0 || name === 'ASCII' || name.startsWith('UTF')) continue;
    const read = decodeStrictly(name, bytes);
    if (read && !found.has(read.encoding)) found.set(read.encoding, { ...read, confidence });
  }
  const [best, next] = [...found.entries()].toSorted(
    ([, a], [, b]) => b.confidence * b.score - a.confidence * a.score,
  );
  const others = unknown
    .flatMap((name) => decodeStrictly(name, bytes) ?? [])
    .toSorted((a, b) => b.score - a.score);
  const [other] = others;
  if (other && other.score > 0.7 && other.score > (best?.[1].score ?? 0) + clearly)
    return {
      encoding: other.encoding,
      certainty: round(other.score / (other.score + (best?.[1].score ?? 0))),
    };
  if (!best) return fallback(bytes);
  const [named, { text, confidence, score }] = best;
  // Encodings that give the same text differ in name only: the usual one is told.
  const encoding =
    usual.find((name) => found.get(name)?.text === text || decodeStrictly(name, bytes)?.text === text) ??
    named;
  const rival = next && next[1].text !== text ? next[1].confidence * next[1].score : 0;
  return { encoding, certainty: round((confidence * score) / (confidence * score + rival + 1)) };
}

const round = (share: number): number => Math.round(share * 100) / 100;

/** Western text is the likeliest of what statistics cannot tell. */
function fallback(bytes: Uint8Array): EncodingGuess | null {
  const read = decodeStrictly('windows-1252', bytes);
  return read ? { encoding: read.encoding, certainty: round(read.score / 2) } : null;
}

function decodeStrictly(
  label: string,
  bytes: Uint8Array,
): { encoding: string; text: string; score: number } | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    const text = decoder.decode(bytes);
    // What an encoding leaves undefined comes out as a control character.
    if (/[\u0080-\u009f\ufffd]/.test(text)) return null;
    return {
      encoding: decoder.encoding,
      text,
      score: plausibility(text) * ownLetters(decoder.encoding, text),
    };
  } catch {
    return null;
  }
}

/** Lines with bytes that tell something, one after another. */
function tellingLines(samples: readonly Uint8Array[]): Uint8Array {
  const share = Math.ceil(lookedBytes / samples.length);
  const lines: Uint8Array[] = [];
  for (const sample of samples) {
    let taken = 0;
    for (let at = 0; at < sample.length && taken < share;) {
      const end = sample.indexOf(0x0a, at);
      const line = sample.subarray(at, end < 0 ? Math.min(sample.length, at + share) : end + 1);
      at = end < 0 ? sample.length : end + 1;
      // A sample from the middle of a file begins and ends inside a line, and that may be inside a character.
      const isWhole = samples.length === 1 || (lines.length > 0 && end >= 0) || sample === samples[0];
      if (!isWhole && end < 0) continue;
      if (line.every((byte) => byte < 0x80)) continue;
      lines.push(line);
      taken += line.length;
    }
  }
  const bytes = new Uint8Array(lines.reduce((sum, line) => sum + line.length, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return bytes;
}

/** Whether bytes are UTF-8 but for a few: nine in ten of what is not ASCII are whole characters. */
export function isDamagedUtf8(bytes: Uint8Array): boolean {
  let [whole, broken] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const length =
      lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 1;
    let follows = 1;
    while (follows < length && ((bytes[at + follows] ?? 0) & 0xc0) === 0x80) follows++;
    if (length > 1 && follows === length) whole++;
    else broken++;
    at += follows - 1;
  }
  return whole >= 5 && whole > broken * 9;
}
