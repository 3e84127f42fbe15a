// What is said of a run that went on by itself: in both languages, every number in it.
import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '../../../src/i18n/paraglide/runtime';
import { recoveryText } from '../../../src/i18n/recovery-text';

afterEach(() => overwriteGetLocale(() => 'en'));

const lost = { cause: 'gpu_lost', step: 1200, from: 1000, before: 'webgpu', backend: 'webgpu' };

test('what failed, from where and on what the run went on', () => {
  expect(recoveryText({ params: lost })).toBe(
    'The graphics device was lost after step 1,200. The run went on from step 1,000, on WebGPU again.',
  );
  expect(recoveryText({ params: { ...lost, backend: 'wasm' } })).toContain(
    'on WebAssembly instead of WebGPU: the last digits of its results may differ.',
  );
  expect(recoveryText({ params: { ...lost, from: 0 } })).toContain('The run began again, on WebGPU.');
});

test('a smaller batch says whether the training is still the recipe’s', () => {
  const halved = { ...lost, cause: 'out_of_memory', batch: 64, rows: 32 };
  expect(recoveryText({ params: { ...halved, exact: 1 } })).toMatch(/parts of 32 rows.*but for rounding\.$/);
  expect(recoveryText({ params: { ...halved, exact: 0 } })).toMatch(
    /no longer exactly what its recipe describes\.$/,
  );
});

test('in Chinese', () => {
  overwriteGetLocale(() => 'zh-CN');
  expect(recoveryText({ params: lost })).toBe(
    '第 1,200 步之后，图形设备断开。已从第 1,000 步起在 WebGPU 上继续运行。',
  );
});
