// A bucket that is shared: both parts together never let more through than the whole.
import { expect, it } from 'vitest';
import { RateLimiter } from '../../../src/host/rate-limiter';

const taken = (limiter: RateLimiter, tries = 1_000) =>
  Array.from({ length: tries }, () => limiter.take()).filter(Boolean).length;

it('gives away tokens, and fills the more slowly for it', () => {
  let now = 0;
  const clock = () => now;
  const page = new RateLimiter({ burst: 200, perSecond: 100 }, clock);
  expect(taken(page, 50)).toBe(50);
  const worker = new RateLimiter(page.give(0.75), clock);
  expect([taken(page), taken(worker)]).toEqual([37, 112]);
  now += 1_000;
  expect([taken(page), taken(worker)]).toEqual([25, 75]);
  now += 60_000;
  expect([taken(page), taken(worker)]).toEqual([50, 150]);
});

it('gains nothing by giving and taking back', () => {
  let now = 0;
  const page = new RateLimiter({ burst: 200, perSecond: 100 }, () => now);
  let through = 0;
  for (let round = 0; round < 100; round += 1) {
    through += taken(new RateLimiter(page.give(0.9), () => now)) + taken(page);
    page.takeBack();
    now += 10;
  }
  expect(through).toBeLessThanOrEqual(200 + 100);
});

it('fills at once where calls have to be asked again', () => {
  const page = new RateLimiter({ burst: 200, perSecond: 100 }, () => 0);
  taken(page);
  page.refill();
  expect(taken(page)).toBe(200);
});
