import { expect, test } from 'vitest';
import { leadTabs } from '../../../src/client/tabs/tabs';
import { leaderLock } from '../../../src/contract/transport/tabs';

test('one leads at a time: the work of a second does not begin, and does once the first has ended', async () => {
  const log: string[] = [];
  let end: () => void = () => undefined;
  const first = leadTabs(async () => {
    log.push('first begins');
    await new Promise<void>((resolve) => (end = resolve));
    log.push('first ends');
  });
  expect(await leadTabs(async () => void log.push('second begins'))).toBe(false);
  expect(log).toEqual(['first begins']);
  end();
  expect(await first).toBe(true);
  expect(await leadTabs(async () => void log.push('second begins'))).toBe(true);
  expect(log).toEqual(['first begins', 'first ends', 'second begins']);
});

test('what the leading work throws comes out, and the lock is free again', async () => {
  await expect(leadTabs(() => Promise.reject(new Error('on purpose')))).rejects.toThrow('on purpose');
  const { held = [] } = await navigator.locks.query();
  expect(held.some(({ name }) => name === leaderLock)).toBe(false);
});
