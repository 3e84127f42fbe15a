import { expect, test } from 'vitest';
import { isShownIn, nameShownIn, noticeProject } from '../../../src/state/app/notice-place';

const loans = { id: '1', name: 'Loans' };
const digits = { id: '2', name: 'Digits' };

test('what was done in a project is told there and on screens of no project, not in another one', () => {
  const done = { tone: 'good', project: loans } as const;
  expect(isShownIn(done, loans)).toBe(true);
  expect(isShownIn(done, null)).toBe(true);
  expect(isShownIn(done, digits)).toBe(false);
});

test('what went wrong in a project is told everywhere', () => {
  for (const tone of ['warn', 'bad'] as const)
    for (const place of [loans, digits, null]) expect(isShownIn({ tone, project: loans }, place)).toBe(true);
});

test('what belongs to no project is shown everywhere', () => {
  for (const place of [loans, null]) expect(isShownIn({ tone: 'good', project: null }, place)).toBe(true);
});

test('a message names its project wherever that one is not open', () => {
  expect(nameShownIn({ tone: 'bad', project: loans }, loans)).toBeNull();
  expect(nameShownIn({ tone: 'bad', project: loans }, digits)).toBe('Loans');
  expect(nameShownIn({ tone: 'good', project: loans }, null)).toBe('Loans');
  expect(nameShownIn({ tone: 'good', project: null }, digits)).toBeNull();
});

test('an open project is named as it is called now', () => {
  expect(noticeProject({ id: '1', project: { name: 'Loans' } })).toEqual(loans);
});
