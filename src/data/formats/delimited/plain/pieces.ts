// The text of a file in pieces. Those of UTF-8 end behind a line feed where they can, and come with their bytes: rows may be read from those.
import { textOf } from '../../../cells/bytes/byte-cells';
import type { NamedBlob } from '../../bytes';
import { decodeText } from '../encoding/decode';
import { LineCutter } from './line-cutter';

/** Small enough that the cells of one piece die young: with larger ones the garbage collector took a quarter of the time. */
export const pieceSize = 256 * 1024;

/** Some text, valid in its encoding. */
export interface Piece {
  text(): string;
  /** Whole lines of UTF-8; null where it is none, or where a line is longer than a piece. */
  bytes: Uint8Array | null;
  bytesDone: number;
}

/**
 * The whole file; `pieceBytes`: of UTF-8.
 * @throws HearthError as `decodeText`, once the text before the wrong byte was given.
 */
export async function* readPieces(
  file: NamedBlob,
  { encoding, signal, pieceBytes }: { encoding: string; signal: AbortSignal; pieceBytes: number },
): AsyncGenerator<Piece> {
  const cutter = encoding === 'utf-8' ? new LineCutter(pieceBytes) : null;
  let failure: { thrown: unknown } | null = null;
  try {
    for await (const block of decodeText(file, encoding, signal)) {
      const { bytes, bytesDone } = block;
      if (!cutter) yield* cutTexts(block.text, bytesDone);
      else if (!bytes) yield* cutTexts(cutter.rest() + block.text, bytesDone);
      else
        for (const cut of cutter.cut(bytes))
          yield { text: () => textOf(cut.bytes), bytes: cut.isWhole ? cut.bytes : null, bytesDone };
    }
  } catch (thrown) {
    failure = { thrown };
  }
  yield* cutTexts(cutter?.rest() ?? '', file.size);
  if (failure) throw failure.thrown;
}

function* cutTexts(text: string, bytesDone: number): Generator<Piece> {
  for (let from = 0; from < text.length; from += pieceSize) {
    const piece = text.slice(from, from + pieceSize);
    yield { text: () => piece, bytes: null, bytesDone };
  }
}
