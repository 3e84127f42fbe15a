// MurmurHash3 (x86, 32 bits, seed 0; Appleby 2011) of a text's UTF-8 as a signed number. Not for secrets.

const [c1, c2] = [0xcc9e2d51, 0x1b873593];
const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));
const mixed = (word: number): number => Math.imul(rotate(Math.imul(word, c1), 15), c2);
const encoder = new TextEncoder();

/** The hash, from −2³¹ to 2³¹ − 1. */
export function murmur3(text: string): number {
  const bytes = encoder.encode(text);
  const whole = bytes.length - (bytes.length % 4);
  const byte = (at: number) => bytes[at] ?? 0;
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    const word = byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    hash = Math.imul(rotate(hash ^ mixed(word), 13), 5) + 0xe6546b64;
  }
  if (whole < bytes.length) hash ^= mixed(byte(whole) | (byte(whole + 1) << 8) | (byte(whole + 2) << 16));
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
