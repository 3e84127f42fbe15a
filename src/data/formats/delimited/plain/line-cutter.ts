// Cuts blocks of UTF-8 into pieces of whole lines. What stands behind the last line feed of a block comes before the next one.

/** The first piece has what stands above the rows, which is read as text. */
const firstBytes = 16 * 1024;
const lineFeed = 10;

/** Whole characters; `isWhole`: whole lines, too. */
export interface CutPiece {
  bytes: Uint8Array;
  isWhole: boolean;
}

/** Takes the blocks of a file in order. */
export class LineCutter {
  readonly #most: number;
  #size: number;
  #rest = new Uint8Array();
  #isFirst = true;

  constructor(pieceBytes: number) {
    this.#most = pieceBytes;
    this.#size = Math.min(firstBytes, pieceBytes);
  }

  *cut(given: Uint8Array): Generator<CutPiece> {
    const block = this.#isFirst ? withoutMark(given) : given;
    this.#isFirst = false;
    let from = 0;
    if (this.#rest.length > 0) {
      from = block.indexOf(lineFeed) + 1 || block.length;
      yield* this.#cutLines(joined(this.#rest, block.subarray(0, from)));
    }
    if (from < block.length) yield* this.#cutLines(block.subarray(from));
  }

  /** The text that waits for the end of its line, without a character of which bytes are missing. */
  rest(): string {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#rest, { stream: true });
    this.#rest = new Uint8Array();
    return text;
  }

  *#cutLines(bytes: Uint8Array): Generator<CutPiece> {
    this.#rest = new Uint8Array();
    for (let from = 0, to = 0; from < bytes.length; from = to) {
      const limit = Math.min(from + this.#size, bytes.length);
      to = bytes.lastIndexOf(lineFeed, limit - 1) + 1;
      const isWhole = to > from;
      if (!isWhole && limit === bytes.length) {
        this.#rest = bytes.slice(from);
        return;
      }
      if (!isWhole) to = characterStart(bytes, limit);
      this.#size = this.#most;
      yield { bytes: bytes.subarray(from, to), isWhole };
    }
  }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Where the character begins that stands at a place. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
