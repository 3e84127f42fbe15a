// Sorting scores fast: a radix sort of the floats' bits, since metrics sort hundreds of thousands of rows many times.

const digitBits = 11;
const radix = 1 << digitBits;
const mask = radix - 1;
const digits = [0, digitBits, 2 * digitBits];
const negativeZero = 0x80000000;

/** Row numbers from the highest score to the lowest; equal scores keep their order. */
export function descendingOrder(scores: Float32Array): Uint32Array {
  const n = scores.length;
  const keys = new Uint32Array(n);
  const places = digits.map(() => new Uint32Array(radix));
  const bits = new Uint32Array(Float32Array.from(scores).buffer);
  for (let i = 0; i < n; i++) {
    // −0 must tie with 0.
    const word = bits[i] === negativeZero ? 0 : bits[i]!;
    // Ascending order of floats is that of their bits with the sign flipped, or all bits where negative; then reversed.
    const key = word & negativeZero ? word : ~(word | negativeZero);
    keys[i] = key;
    places[0]![key & mask]!++;
    places[1]![(key >>> digitBits) & mask]!++;
    places[2]![key >>> (2 * digitBits)]!++;
  }
  let order = new Uint32Array(n);
  let sortedKeys = keys;
  for (let i = 0; i < n; i++) order[i] = i;
  digits.forEach((shift, pass) => {
    const next = startsOf(places[pass]!);
    const nextOrder = new Uint32Array(n);
    const nextKeys = new Uint32Array(n);
    // Keys move along with rows, so that every pass reads in sequence.
    for (let i = 0; i < n; i++) {
      const key = sortedKeys[i]!;
      const place = next[(key >>> shift) & mask]!++;
      nextOrder[place] = order[i]!;
      nextKeys[place] = key;
    }
    order = nextOrder;
    sortedKeys = nextKeys;
  });
  return order;
}

/** Counts of each digit to the place where its first key goes. */
function startsOf(counts: Uint32Array): Uint32Array {
  let sum = 0;
  for (let digit = 0; digit < radix; digit++) {
    const count = counts[digit]!;
    counts[digit] = sum;
    sum += count;
  }
  return counts;
}
