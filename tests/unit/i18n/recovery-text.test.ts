// What the app says of a run that resumed on its own: in both languages, every number in it.
import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '../../../src/i18n/paraglide/runtime';
import { recoveryText } from '../../../src/i18n/recovery-text';

afterEach(() => overwriteGetLocale(() => 'en'));

const lost = { cause: 'gpu_lost', step: 1200, from: 1000, before: 'webgpu', backend: 'webgpu' };

test('what failed, from where and on what the run resumed', () => {
  expect(recoveryText({ params: lost })).toBe(
    'The connection to the GPU was lost after step 1,200. The run resumed from step 1,000 on WebGPU.',
  );
  expect(recoveryText({ params: { ...lost, backend: 'wasm' } })).toContain(
    'on WebAssembly instead of WebGPU. Results may differ in the last digits.',
  );
  expect(recoveryText({ params: { ...lost, from: 0 } })).toContain(
    'The run restarted from the beginning on WebGPU.',
  );
});

test('a smaller batch says whether the training is still the recipe’s', () => {
  const halved = { ...lost, cause: 'out_of_memory', batch: 64, rows: 32 };
  expect(recoveryText({ params: { ...halved, exact: 1 } })).toMatch(
    /up to 32 rows.*the same apart from rounding\.$/,
  );
  expect(recoveryText({ params: { ...halved, exact: 0 } })).toMatch(
    /no longer matches its recipe exactly\.$/,
  );
});

test('in Chinese', () => {
  overwriteGetLocale(() => 'zh-CN');
  expect(recoveryText({ params: lost })).toBe(
    '第 1,200 步之后，与 GPU 的连接断开。已在 WebGPU 上从第 1,000 步继续训练。',
  );
});
