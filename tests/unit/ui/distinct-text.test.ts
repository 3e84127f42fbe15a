// How many values of a column differ, in words: exactly, about, or at least.
import { expect, it } from 'vitest';
import type { ColumnProfile } from '../../../src/contract/data/dataset';
import { distinctText, identifierText } from '../../../src/ui/steps/data/table/profile-facts';

const profile = (distinct: number, estimated?: ColumnProfile['estimated']): ColumnProfile => ({
  ...{ name: 'a', missing: 0, distinct, number: null, top: [] },
  ...(estimated ? { estimated } : {}),
});

it('says what is known and no more', () => {
  expect(distinctText(profile(412))).toBe('412');
  expect(distinctText(profile(100_000, { distinct: 1_234_567, error: 0.008125 }))).toBe(
    'about 1,230,000 (±0.8%)',
  );
  expect(distinctText(profile(100_000, { distinct: 250_001, error: 0 }))).toBe('250,001');
  expect(distinctText(profile(100_000))).toBe('at least 100,000');
});

it('says of an identifier that values repeat only where each was counted', () => {
  expect(identifierText(profile(90), 100)).toBe('10 repeated');
  expect(identifierText(profile(100), 100)).toBe('all distinct');
  expect(identifierText(profile(100_000, { distinct: 200_000, error: 0 }), 200_000)).toBe('all distinct');
  expect(identifierText(profile(100_000, { distinct: 201_234, error: 0.008 }), 200_000)).toBe(
    'about 201,000 (±0.8%)',
  );
  expect(identifierText(profile(100_000), 200_000)).toBe('at least 100,000');
});
