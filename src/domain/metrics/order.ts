// Sorting scores fast: a radix sort of the floats' bits, since metrics sort hundreds of thousands of rows many times.

/** Row numbers from the highest score to the lowest; equal scores keep their order. */
export function descendingOrder(scores: Float32Array): Uint32Array {
  const n = scores.length;
  const keys = new Uint32Array(n);
  // Adding zero turns −0 into 0, which must tie with it.
  const bits = new Uint32Array(Float32Array.from(scores, (score) => score + 0).buffer);
  for (let i = 0; i < n; i++) {
    const word = bits[i]!;
    // Ascending order of floats is that of their bits with the sign flipped, or all bits where negative; then reversed.
    keys[i] = word & 0x80000000 ? word : ~(word | 0x80000000);
  }
  let order = new Uint32Array(n);
  let spare = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (const shift of [0, 11, 22]) {
    const starts = new Uint32Array(2049);
    for (let i = 0; i < n; i++) starts[((keys[i]! >>> shift) & 2047) + 1]!++;
    for (let digit = 0; digit < 2048; digit++) starts[digit + 1]! += starts[digit]!;
    for (let i = 0; i < n; i++) {
      const row = order[i]!;
      spare[starts[(keys[row]! >>> shift) & 2047]!++] = row;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
