import { expect, test } from 'vitest';

test('the test browser has a WebGPU adapter', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  expect(adapter?.limits.maxBufferSize ?? 0).toBeGreaterThan(2 ** 27);
});
