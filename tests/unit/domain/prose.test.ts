// Which text columns are language, and which names and codes.
import { expect, it } from 'vitest';
import { isProse } from '../../../src/domain/columns/prose';

const top = (values: string[]) => ({ top: values.map((value) => ({ value, count: 1 })) });

it('takes sentences for language, in any script', () => {
  expect(isProse(top(['The parcel came too late', 'Great phone, poor battery']))).toBe(true);
  expect(isProse(top(['物流很慢，包装破损', '电池很好，下次再买']))).toBe(true);
});

it('takes codes, addresses and names for none', () => {
  expect(isProse(top(['A-1001-22', 'B-2002-13']))).toBe(false);
  expect(isProse(top(['anna.schmidt@example.com', 'li.wei@example.com']))).toBe(false);
  expect(isProse(top(['Anna Schmidt', 'Wei Li']))).toBe(false);
  expect(isProse(top(['张三', '李小龙']))).toBe(false);
  expect(isProse(top(['3f2a 99 b1', '77 aa 1 2 3 4']))).toBe(false);
  expect(isProse(top([]))).toBe(false);
});
