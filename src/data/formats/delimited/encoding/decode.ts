// A file's bytes as text, block by block. Every byte is verified: what is not of the encoding is refused, never replaced.
import { HearthError } from '../../../../contract/transport/fault';
import { filePlace, readBlocks, type NamedBlob } from '../../bytes';
import { kindsOf } from './ascii';
import { Utf32Decoder } from './utf-32';

/** Bytes that windows-1252 leaves undefined: a file that has them is of another encoding. */
const undefinedIn1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/** Text of one block, and how many bytes were read so far. */
export interface TextBlock {
  readonly text: string;
  /** What the text was decoded from, a character that is cut by their end included; null where not all of them are of the encoding. */
  bytes: Uint8Array | null;
  bytesDone: number;
}

/** The usual label of an encoding that a person named. @throws HearthError `input_invalid` for one that is not known. */
export function demandEncoding(label: string): string {
  const wide = /^utf-?32-?(le|be)$/i.exec(label.trim());
  if (wide) return `utf-32${(wide[1] ?? '').toLowerCase()}`;
  const [, page] = /^(?:cp|ibm)?-?(437|850)$/i.exec(label.trim()) ?? [];
  if (page !== undefined) return `cp${page}`;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new HearthError('input_invalid', { field: 'encoding' }, { value: label });
  }
}

/** What decodes bytes of an encoding, and throws a TypeError for those that are none of it. */
export async function newDecoder(encoding: string): Promise<Pick<TextDecoder, 'decode'>> {
  if (encoding.startsWith('utf-32')) return new Utf32Decoder(encoding === 'utf-32le');
  const pages = encoding.startsWith('cp') ? await import('./code-pages') : null;
  return pages?.codePageDecoder(encoding) ?? new TextDecoder(encoding, { fatal: true });
}

/**
 * Text of the file in order, without its byte order mark.
 * @throws HearthError `file_encoding`, `file_binary`; the reader of rows adds the row.
 */
export async function* decodeText(
  file: NamedBlob,
  encoding: string,
  signal: AbortSignal,
): AsyncGenerator<TextBlock> {
  const decoder = await newDecoder(encoding);
  const place = filePlace(file);
  const refused = (): HearthError => new HearthError('file_encoding', place, { encoding });
  /** Whether the bytes before end inside of a character, so that what comes next belongs to it. */
  let mayBeCut = false;
  const decode = (bytes: Uint8Array<ArrayBuffer>, stream: boolean): string | null => {
    let text: string;
    try {
      text = decoder.decode(bytes, { stream });
    } catch {
      return null;
    }
    if (encoding === 'windows-1252' && undefinedIn1252.test(text)) throw refused();
    if (text.includes('\0')) throw new HearthError('file_binary', place, { kind: 'binary' });
    return text;
  };
  let bytesDone = 0;
  for await (const block of readBlocks(file, signal)) {
    bytesDone += block.length;
    // The first block goes through the decoder, which takes a byte order mark only there.
    const mayBePlain = encoding === 'utf-8' && bytesDone > block.length && !mayBeCut;
    const kinds = mayBePlain ? kindsOf(block) : null;
    if (kinds?.isAscii) {
      if (kinds.hasNul) throw new HearthError('file_binary', place, { kind: 'binary' });
      yield asciiBlock(block, bytesDone);
      continue;
    }
    mayBeCut = (block[block.length - 1] ?? 0) > 127;
    const text = decode(block, true);
    if (text === null) {
      // What comes before the wrong byte lets the reader say in which row it is.
      yield { text: beforeDamage(block, encoding), bytes: null, bytesDone };
      throw refused();
    }
    yield { text, bytes: block, bytesDone };
  }
  // A character cut off by the file's end shows here.
  const rest = decode(new Uint8Array(), false);
  if (rest === null) throw refused();
  if (rest !== '') yield { text: rest, bytes: null, bytesDone };
}

/** Plain bytes, which need not be decoded to be sure of: that is left to who needs the text. */
function asciiBlock(bytes: Uint8Array<ArrayBuffer>, bytesDone: number): TextBlock {
  let text: string | null = null;
  return {
    bytes,
    bytesDone,
    get text() {
      return (text ??= new TextDecoder().decode(bytes));
    },
  };
}

/** The text of a block up to its first byte that is not of the encoding. */
function beforeDamage(block: Uint8Array<ArrayBuffer>, encoding: string): string {
  if (encoding.startsWith('utf-32') || encoding.startsWith('cp')) return '';
  const [whole = ''] = new TextDecoder(encoding).decode(block).split('\ufffd', 1);
  return whole;
}
