// A file's bytes as text, block by block. Every byte is verified: what is not of the encoding is refused, never replaced.
import { HearthError } from '../../../contract/transport/fault';
import { filePlace, readBlocks, type NamedBlob } from '../bytes';
import type { Encoding } from './encoding';

/** Bytes that windows-1252 leaves undefined: a file that has them is of another encoding. */
const undefinedIn1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/** Text of one block, and how many bytes were read so far. */
export interface TextBlock {
  text: string;
  bytesDone: number;
}

/**
 * Text of the file in order, without its byte order mark.
 * @throws HearthError `file_encoding`, `file_binary`; the reader of rows adds the row.
 */
export async function* decodeText(
  file: NamedBlob,
  encoding: Encoding,
  signal: AbortSignal,
): AsyncGenerator<TextBlock> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const place = filePlace(file);
  const decode = (bytes: Uint8Array<ArrayBuffer>, stream: boolean): string => {
    let text: string;
    try {
      text = decoder.decode(bytes, { stream });
    } catch {
      throw new HearthError('file_encoding', place, { encoding });
    }
    if (encoding === 'windows-1252' && undefinedIn1252.test(text))
      throw new HearthError('file_encoding', place, { encoding });
    if (text.includes('\0')) throw new HearthError('file_binary', place, { kind: 'binary' });
    return text;
  };
  let bytesDone = 0;
  for await (const block of readBlocks(file, signal)) {
    bytesDone += block.length;
    yield { text: decode(block, true), bytesDone };
  }
  // A character cut off by the file's end shows here.
  const rest = decode(new Uint8Array(), false);
  if (rest !== '') yield { text: rest, bytesDone };
}
