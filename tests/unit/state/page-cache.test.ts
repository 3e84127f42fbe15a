import { describe, expect, it } from 'vitest';
import { PageCache, pagesFor } from '../../../src/state/data/page-cache';

describe('PageCache', () => {
  it('forgets the page that was not used for longest', () => {
    const cache = new PageCache<string>(3);
    for (const index of [4, 9, 2]) cache.set(index, `page ${String(index)}`);
    expect(cache.get(4)).toBe('page 4');
    cache.set(7, 'page 7');
    expect([4, 9, 2, 7].map((index) => cache.has(index))).toEqual([true, false, true, true]);
    expect(cache.size).toBe(3);
  });

  it('replaces a page without growing', () => {
    const cache = new PageCache<string>(2);
    cache.set(1, 'old');
    cache.set(1, 'new');
    expect(cache.get(1)).toBe('new');
    expect(cache.size).toBe(1);
  });
});

describe('pagesFor', () => {
  it('names the pages of a range, those in the middle first', () => {
    expect(pagesFor(150, 780, 200)).toEqual([2, 1, 3, 0]);
    expect(pagesFor(0, 200, 200)).toEqual([0]);
    expect(pagesFor(199, 201, 200).sort()).toEqual([0, 1]);
    expect(pagesFor(5, 5, 200)).toEqual([]);
  });
});
