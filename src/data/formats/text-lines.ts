// The lines of a text file one after another, for formats that write a row a line. Never whole in memory.
import { checkAbort } from '../rows/group-source';
import { readBlocks, type NamedBlob } from './bytes';

/** Of one line, in characters. */
const longestLine = 8 * 1024 ** 2;

/** A line without its end; its number counts from 1. */
export interface TextLine {
  number: number;
  text: string;
}

/** The encoding of a whole file: UTF-8 where it is, else windows-1252, which older tools wrote. @throws HearthError `file_unreadable`, `aborted`. */
export async function encodingOf(file: NamedBlob, signal: AbortSignal): Promise<'utf-8' | 'windows-1252'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const isUtf8 = (block?: Uint8Array): boolean => {
    try {
      decoder.decode(block, { stream: block !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  for await (const block of readBlocks(file, signal)) if (!isUtf8(block)) return 'windows-1252';
  return isUtf8() ? 'utf-8' : 'windows-1252';
}

/** Lines in order, some at a time. @throws Error where one is longer than a line can be; HearthError `file_unreadable`, `aborted`. */
export async function* textLines(
  file: NamedBlob,
  encoding: string,
  signal: AbortSignal,
): AsyncGenerator<TextLine[]> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  let number = 0;
  const numbered = (texts: string[]): TextLine[] => texts.map((text) => ({ number: ++number, text }));
  for await (const block of readBlocks(file, signal)) {
    checkAbort(signal);
    const texts = (rest + decoder.decode(block, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = texts.pop() ?? '';
    if (rest.length > longestLine) throw new Error(`line ${number + texts.length + 1} is too long`);
    yield numbered(texts);
  }
  rest += decoder.decode();
  if (rest !== '') yield numbered([rest.replace(/\r$/, '')]);
}
