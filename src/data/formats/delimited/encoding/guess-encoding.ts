// Which older encoding a text has: the one in which its words are likeliest in a language that is written in it. Few words do: lists of
// categories have no more. Loaded only for bytes that are neither ASCII nor UTF-8.
import { codePageDecoder } from './code-pages';
import { languages, rarity, wide } from './languages';
import { narrowLikelihood, tellingWords, wideLikelihood } from './likelihood';

/** An encoding and how sure it is, from 0 to 1. */
export interface EncodingGuess {
  encoding: string;
  certainty: number;
}

/** Most bytes that are looked at: more does not make it surer. */
const lookedBytes = 64 * 1024;

/** Mean log-likelihood of a byte beyond ASCII, negated, where nothing is doubtful: letters of one language, each about as frequent as it is there. */
const wellLikely = 4;

/** The encoding of samples of a text, or null where none fits. */
export function guessEncoding(samples: readonly Uint8Array<ArrayBuffer>[]): EncodingGuess | null {
  const bytes = tellingLines(samples);
  const found = Object.keys(rarity)
    .flatMap((encoding) => {
      const text = decodeStrictly(encoding, bytes);
      return text === null
        ? []
        : [{ encoding, text, score: likelihood(encoding, text) - (rarity[encoding] ?? 0) }];
    })
    .sort((a, b) => b.score - a.score);
  const [best] = found;
  if (!best) return null;
  const beyond = beyondAscii(best.text);
  const rival = found.find(({ text }) => text !== best.text);
  const odds = rival ? Math.exp(Math.max(-50, rival.score - best.score)) : 0;
  const fit = Math.min(1, Math.max(0, 1 - (best.score / -beyond - wellLikely) / 5));
  return { encoding: best.encoding, certainty: Math.round(100 * Math.min(0.99, fit / (1 + odds))) / 100 };
}

/** Bytes beyond ASCII in what tells something of a text. */
function beyondAscii(text: string): number {
  const characters = tellingWords(text)
    .join('')
    .replace(/[\x20-\x7e]/g, '');
  return characters.length + (characters.match(/[\u2e80-\uffef]/g)?.length ?? 0);
}

/** Log-likelihood of a text in the language of an encoding that it fits best. */
function likelihood(encoding: string, text: string): number {
  const words = tellingWords(text);
  const fits = [
    ...languages
      .filter(({ encodings }) => encodings.includes(encoding))
      .map((each) => narrowLikelihood(each, words)),
    ...wide
      .filter(({ encodings }) => encodings.includes(encoding))
      .map((each) => wideLikelihood(each, words)),
  ];
  return Math.max(...fits);
}

/** The text, or null where the bytes are not all of the encoding: what it leaves undefined comes out as a control character. */
function decodeStrictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    const text = (codePageDecoder(encoding) ?? new TextDecoder(encoding, { fatal: true })).decode(bytes);
    return /[\u0080-\u009f\ufffd\ue000-\uf8ff]/.test(text) ? null : text;
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
