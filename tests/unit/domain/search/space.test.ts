import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { searchSpace, type Dimension } from '../../../../src/contract/model/search/search-space';
import { coordinateOf, decode, encode, isInSpace, valueAt } from '../../../../src/domain/search/space';
import { anySpace, conditional } from './spaces';

const messagesOf = (space: unknown) => v.safeParse(searchSpace, space).issues?.map(({ message }) => message);

describe('a search space', () => {
  it('may have conditions on earlier choices', () => {
    expect(messagesOf(conditional)).toBeUndefined();
  });

  it.each([
    ['low below high', [{ kind: 'uniform', path: 'a', low: 2, high: 2 }]],
    [
      'low of 1 or more where it is logarithmic',
      [{ kind: 'integer', path: 'a', low: 0, high: 9, log: true }],
    ],
    ['paths that differ', Array.from({ length: 2 }, () => ({ kind: 'choice', path: 'a', values: [1] }))],
    [
      'values that differ',
      [
        {
          kind: 'choice',
          path: 'a',
          values: [
            { b: 1, c: 2 },
            { c: 2, b: 1 },
          ],
        },
      ],
    ],
    ['a field of the recipe', [{ kind: 'choice', path: 'a.__proto__', values: [1] }]],
    ['a condition on values of an earlier choice', [...conditional].reverse()],
    [
      'a condition on values of an earlier choice',
      [conditional[0], { ...conditional[1], when: { path: 'family', in: ['forest'] } }],
    ],
  ])('is refused without %s', (message, space) => {
    expect(messagesOf(space)).toEqual([message]);
  });

  it('has positive ends where it is logarithmic', () => {
    expect(messagesOf([{ kind: 'log-uniform', path: 'a', low: 0, high: 1 }])).toHaveLength(1);
  });
});

describe('coordinates', () => {
  it('come back as the same proposal', () => {
    const coordinates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(anySpace, coordinates, (space, point) => {
        const values = decode(space, point);
        expect(isInSpace(space, values)).toBe(true);
        const again = decode(space, encode(space, values));
        for (const [path, value] of Object.entries(values)) {
          if (typeof value === 'number') expect(again[path]).toBeCloseTo(value, 6);
          else expect(again[path]).toEqual(value);
        }
      }),
    );
  });

  it('leave out what does not count', () => {
    expect(encode(conditional, { family: 'linear', rate: 0.1 })).toEqual([5 / 6, null, null, null, null]);
    expect(decode(conditional, [0.9, 0.5, 0.5, 0.5, 0.5])).toEqual({ family: 'linear' });
    const dense = decode(conditional, [0.5, 0.5, 0.5, 0.1, 0.5]);
    expect(dense).toEqual({
      family: 'dense',
      rate: expect.closeTo(0.01, 12),
      'dense.optimizer': { kind: 'sgd', momentum: 0.9 },
      'dense.momentum': 0.7,
    });
    expect(decode(conditional, [0.5, 0.5, 0.5, 0.9, 0.5])).not.toHaveProperty(['dense.momentum']);
  });

  it('give each whole number what lies within a half of it', () => {
    const depth: Dimension = { kind: 'integer', path: 'depth', low: 2, high: 5 };
    expect([0, 0.249, 0.251, 0.74, 0.76, 1].map((at) => valueAt(depth, at))).toEqual([2, 2, 3, 4, 5, 5]);
    expect(coordinateOf(depth, 3)).toBeCloseTo(0.375, 12);
    const units: Dimension = { kind: 'integer', path: 'units', low: 1, high: 100, log: true };
    // The share of 1 is that of ln 1.5 − ln 0.5 in ln 100.5 − ln 0.5.
    const share = Math.log(3) / Math.log(201);
    expect([share - 0.001, share + 0.001].map((at) => valueAt(units, at))).toEqual([1, 2]);
  });

  it('are none for a value that the space does not have', () => {
    const depth: Dimension = { kind: 'integer', path: 'depth', low: 2, high: 5 };
    expect([1, 6, 2.5, '3', null, undefined].map((value) => coordinateOf(depth, value))).toEqual(
      Array(6).fill(null),
    );
    expect(isInSpace(conditional, { family: 'linear', rate: 0.1 })).toBe(false);
  });

  it('of a range begin and end at its ends', () => {
    const rate: Dimension = { kind: 'log-uniform', path: 'rate', low: 1e-3, high: 0.3 };
    expect([0, 1].map((at) => valueAt(rate, at))).toEqual([1e-3, 0.3]);
    expect(valueAt(rate, 0.5)).toBeCloseTo(Math.sqrt(3e-4), 12);
  });
});
