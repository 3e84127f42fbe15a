import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortAddress } from '../../../src/ui/shell/privacy/short-address';
import { kindOfName } from '../../../src/contract/data/formats';
import { toBytes, unitFor } from '../../../src/ui/steps/goals/byte-units';
import { judgementAt, positionOf } from '../../../src/ui/steps/goals/saaty';

test('Saaty: left 9 times, equal, right 3 times', () => {
  expect(judgementAt(-8)).toBe(9);
  expect(judgementAt(0)).toBe(1);
  expect(judgementAt(2)).toBeCloseTo(1 / 3, 12);
  expect(positionOf(1 / 9)).toBe(8);
});

test('Saaty: a position comes back from its judgement, and the mirror is the inverse', () => {
  fc.assert(
    fc.property(fc.integer({ min: -8, max: 8 }), (position) => {
      expect(positionOf(judgementAt(position))).toBe(position);
      expect(judgementAt(position) * judgementAt(-position)).toBeCloseTo(1, 12);
    }),
  );
});

test('sizes keep their unit and become whole bytes', () => {
  expect(unitFor(18_432)).toBe('kB');
  expect(unitFor(1_000_000)).toBe('MB');
  expect(toBytes(0.1234567, 'MB')).toBe(123457);
});

test('a file is a project only by its ending', () => {
  expect(kindOfName('Loans 2026.HEARTH')).toBe('project');
  expect(kindOfName('hearth.csv')).toBe('table');
});

test('addresses of the app are short, those of others whole', () => {
  const base = 'https://portal.bank/tools/hearth/index.html#/project/1/data';
  expect(shortAddress('https://portal.bank/tools/hearth/assets/engine-1.js', base)).toBe(
    'assets/engine-1.js',
  );
  expect(shortAddress('https://portal.bank/other.js', base)).toBe('/other.js');
  expect(shortAddress('https://evil.example/x?y=1', base)).toBe('https://evil.example/x?y=1');
  expect(shortAddress('blob:https://portal.bank/123', base)).toBe('blob');
  expect(shortAddress(`https://evil.example/${'a'.repeat(500)}`, base)).toHaveLength(120);
});
