// The encoding that a text's first bytes declare, or that its zeros give away.
import { startsWith } from '../../other-kinds';

/** Encodings of two or four bytes a character. */
export type WideEncoding = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** The encoding of a byte order mark, or null where there is none. */
export function markedEncoding(head: Uint8Array): 'utf-8' | WideEncoding | null {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(head, [0xff, 0xfe, 0, 0])) return 'utf-32le';
  if (startsWith(head, [0, 0, 0xfe, 0xff])) return 'utf-32be';
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be';
  return null;
}

const looked = 65_536;

/** The encoding of text whose line ends, delimiters and digits show a zero in always the same byte; null for other bytes. */
export function unmarkedEncoding(head: Uint8Array): WideEncoding | null {
  const bytes = head.subarray(0, Math.min(looked, head.length - (head.length % 4 || 0)) || head.length);
  const zeros = [0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at & 3] = (zeros[at & 3] ?? 0) + 1;
  const units = bytes.length / 4;
  const [a, b, c, d] = zeros.map((count) => count / units) as [number, number, number, number];
  const [few, many] = [0.02, 0.98];
  if (units >= 2 && c > many && d > many && a < few) return 'utf-32le';
  if (units >= 2 && a > many && b > many && d < few) return 'utf-32be';
  // In text of other alphabets only the marks between cells and lines are ASCII.
  if (a < few && c < few && b + d > 0.1 && isWideText(bytes, true)) return 'utf-16le';
  if (b < few && d < few && a + c > 0.1 && isWideText(bytes, false)) return 'utf-16be';
  return null;
}

/** Whether pairs of bytes are characters of a text: no control characters, no halves of characters, a line end or delimiter. */
function isWideText(bytes: Uint8Array, isLittle: boolean): boolean {
  const even = bytes.slice(0, bytes.length & ~1);
  try {
    const text = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be', { fatal: true }).decode(even, {
      stream: true,
    });
    return !/[\u0000-\u0008\u000e-\u001f\ufffe\uffff]/.test(text) && /[\n\r,;\t|]/.test(text);
  } catch {
    return false;
  }
}
