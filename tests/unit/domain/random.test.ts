import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillUniform, Philox, philoxBlock } from '../../../src/domain/random';

// kat_vectors of Random123 1.14: counter, key, expected.
const knownAnswers = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0],
    expected: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    expected: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    expected: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
] as const;

describe('philoxBlock', () => {
  it.each(knownAnswers)('gives the known answer for counter $counter', ({ counter, key, expected }) => {
    const out = new Uint32Array(4);
    philoxBlock(out, counter, key);
    expect([...out]).toEqual([...expected]);
  });
});

describe('Philox', () => {
  it('starts with the block of counter 0 and goes on with counter 1', () => {
    const random = new Philox(17, 4);
    const block = new Uint32Array(4);
    philoxBlock(block, [0, 0, 0, 0], [17, 4]);
    expect([0, 0, 0, 0].map(() => random.uint32())).toEqual([...block]);
    philoxBlock(block, [1, 0, 0, 0], [17, 4]);
    expect(random.uint32()).toBe(block[0]);
  });

  it('has uniform moments: mean 1/2, variance 1/12, and no chain between neighbours', () => {
    const random = new Philox(5, 1);
    const n = 200_000;
    const values = Float64Array.from({ length: n }, () => random.uniform());
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    const lag = values.reduce((sum, x, i) => sum + (i ? (x - mean) * (values[i - 1]! - mean) : 0), 0) / n;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
    expect(Math.abs(lag / variance)).toBeLessThan(0.01);
  });

  it('has normal moments: mean 0, variance 1, kurtosis 3, 4.55 % beyond two deviations', () => {
    const random = new Philox(9, 2);
    const n = 200_000;
    const values = Float64Array.from({ length: n }, () => random.normal());
    const moment = (power: number) => values.reduce((sum, x) => sum + x ** power, 0) / n;
    expect(moment(1)).toBeCloseTo(0, 1.7);
    expect(moment(2)).toBeCloseTo(1, 1.7);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
    expect(Math.abs(values.filter((x) => Math.abs(x) > 2).length / n - 0.0455)).toBeLessThan(0.003);
  });

  it('draws below n without bias', () => {
    const random = new Philox(3);
    const counts = new Uint32Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    // Just above 2³¹ nearly half of all words must be drawn again.
    for (let i = 0; i < 1000; i++) expect(random.below(2 ** 31 + 1)).toBeLessThanOrEqual(2 ** 31);
  });

  it('permutes: each number once, the same for the same seed, other for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffffffff }), fc.integer({ min: 0, max: 500 }), (seed, n) => {
        const order = new Philox(seed, 8).permutation(n);
        expect([...order].sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
        expect(new Philox(seed, 8).permutation(n)).toEqual(order);
        if (n > 30) expect(new Philox(seed, 9).permutation(n)).not.toEqual(order);
      }),
      { numRuns: 50 },
    );
  });

  it('permutes three items in all six ways equally often', () => {
    const random = new Philox(12);
    const seen = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const key = random.permutation(3).join('');
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 2000)).toBeLessThan(180);
  });
});

describe('fillUniform', () => {
  it('gives the same numbers at the same address, whatever the length asked for', () => {
    const long = new Float32Array(1003);
    const short = new Float32Array(18);
    fillUniform(long, 7, 3, 2 ** 33 + 5);
    fillUniform(short, 7, 3, 2 ** 33 + 5);
    expect(long.slice(0, 18)).toEqual(short);
    expect(Math.min(...long)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...long)).toBeLessThan(1);
    expect(long.reduce((sum, x) => sum + x, 0) / long.length).toBeCloseTo(0.5, 1);
  });

  it('gives other numbers for another seed, stream or counter', () => {
    const fill = (seed: number, stream: number, counter: number) => {
      const out = new Float32Array(64);
      fillUniform(out, seed, stream, counter);
      return out;
    };
    const base = fill(7, 3, 5);
    expect(fill(7, 3, 5)).toEqual(base);
    for (const other of [fill(8, 3, 5), fill(7, 4, 5), fill(7, 3, 6), fill(7, 3, 5 + 2 ** 32)]) {
      expect(other).not.toEqual(base);
    }
  });
});
