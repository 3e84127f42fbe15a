// The backend of a training on a device that nobody measured.
import { describe, expect, test } from 'vitest';
import { presumeBackend, smallWork } from '../../../src/engine/device/presume-backend';

const gpu = { fallback: false };
const software = { fallback: true };

describe('where nothing was measured', () => {
  test('small work stays on the processor, large work takes the GPU', () => {
    expect(presumeBackend({ adapter: gpu, operations: smallWork - 1 }, null)).toEqual({
      backend: 'wasm',
      reason: 'presumed_small_work',
    });
    expect(presumeBackend({ adapter: gpu, operations: smallWork }, null)).toEqual({
      backend: 'webgpu',
      reason: 'presumed_gpu',
    });
  });

  test('of small work nothing is asked about the adapter', () => {
    for (const adapter of [gpu, software, null])
      expect(presumeBackend({ adapter, operations: smallWork - 1 }, null).reason).toBe('presumed_small_work');
  });

  test('a GPU made of software is never taken for one, however large the work', () => {
    const large = { adapter: software, operations: 1e15 };
    expect(presumeBackend(large, null)).toEqual({ backend: 'wasm', reason: 'presumed_software_gpu' });
    expect(presumeBackend({ ...large, adapter: null }, null).reason).toBe('presumed_no_gpu');
  });

  test('what was left out is passed over, in order, until none is left', () => {
    const large = { adapter: gpu, operations: 1e15 };
    expect(presumeBackend(large, null, ['webgpu']).backend).toBe('wasm');
    expect(presumeBackend(large, null, ['webgpu', 'wasm', 'webgl']).backend).toBe('cpu');
    expect(() => presumeBackend(large, 'webgpu', ['webgpu', 'wasm', 'webgl', 'cpu'])).toThrow(
      'backend_unavailable',
    );
  });

  test('a wish that did not work is told as such', () => {
    expect(presumeBackend({ adapter: gpu, operations: 1 }, 'webgpu', ['webgpu'])).toEqual({
      backend: 'wasm',
      reason: 'fallback_unavailable',
    });
  });
});
