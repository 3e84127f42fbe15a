// Text of four bytes a character, which no browser decodes.

const atOnce = 8192;
const last = 0x10ffff;

/** Decodes blocks that follow one another, as a TextDecoder does that is told to be fatal. */
export class Utf32Decoder {
  readonly #isLittle: boolean;
  #rest = new Uint8Array();
  #isFirst = true;

  constructor(isLittle: boolean) {
    this.#isLittle = isLittle;
  }

  /** Throws a TypeError for what is no character. */
  decode(bytes: Uint8Array = new Uint8Array(), { stream = false }: { stream?: boolean } = {}): string {
    const given = new Uint8Array(this.#rest.length + bytes.length);
    given.set(this.#rest);
    given.set(bytes, this.#rest.length);
    const whole = given.length & ~3;
    this.#rest = given.slice(whole);
    if (!stream && this.#rest.length > 0) throw new TypeError('text is cut inside a character');
    const view = new DataView(given.buffer, 0, whole);
    const parts: string[] = [];
    for (let from = 0; from < whole; from += atOnce * 4) {
      const points: number[] = [];
      for (let at = from; at < Math.min(whole, from + atOnce * 4); at += 4) {
        const point = view.getUint32(at, this.#isLittle);
        if (point > last || (point >= 0xd800 && point < 0xe000)) throw new TypeError('not a character');
        points.push(point);
      }
      parts.push(String.fromCodePoint(...points));
    }
    const text = parts.join('');
    const isMarked = this.#isFirst && text.startsWith('\ufeff');
    if (text !== '') this.#isFirst = false;
    return isMarked ? text.slice(1) : text;
  }
}
