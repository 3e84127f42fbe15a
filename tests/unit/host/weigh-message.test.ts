// What may reach the app from a host page at all: plain data without names that reach prototypes, and not too much of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedLimits } from '../../../src/contract/release/embed-limits';
import { weighMessage } from '../../../src/host/weigh-message';

const plain = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: embedLimits.depth - 1 },
    fc.double(),
    fc.string({ maxLength: 40 }),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/).filter((key) => !['constructor', 'prototype'].includes(key)),
      tie('any'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).any;

describe('weighing a message', () => {
  it('gives a finite weight for plain data, of at least the bytes in it', () => {
    fc.assert(
      fc.property(plain, (message) => {
        const weight = weighMessage(message);
        expect(weight).not.toBeNull();
        expect(weight).toBeGreaterThanOrEqual(JSON.stringify(message).length > 0 ? 8 : 0);
        expect(Number.isFinite(weight)).toBe(true);
      }),
    );
  });

  it('refuses a forbidden name wherever it stands, and leaves Object.prototype clean', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom('__proto__', 'constructor', 'prototype'), (inner, name) => {
        const poisoned: unknown = JSON.parse(`{"a":[{"${name}":${JSON.stringify(inner ?? null)}}]}`);
        expect(weighMessage(poisoned)).toBeNull();
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });

  it('refuses what is no plain data', () => {
    for (const value of [
      new Date(0),
      new Map(),
      new Set(),
      /x/,
      () => 1,
      Symbol('x'),
      1n,
      undefined,
      new Float32Array(2),
    ])
      expect(weighMessage({ value })).toBeNull();
  });

  it('holds the bounds of size and depth', () => {
    const { messageBytes, depth } = embedLimits;
    expect(weighMessage('x'.repeat(messageBytes / 2 - 8))).toBe(messageBytes - 8);
    expect(weighMessage('x'.repeat(messageBytes / 2))).toBe(Infinity);
    expect(weighMessage(new Uint8Array(messageBytes))).toBe(Infinity);
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(Number.isFinite(weighMessage(nested(depth)))).toBe(true);
    expect(weighMessage(nested(depth + 1))).toBe(Infinity);
    // A circle is not endless work.
    const circle: unknown[] = [];
    circle.push(circle);
    expect(weighMessage(circle)).toBe(Infinity);
  });
});
