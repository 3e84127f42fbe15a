import { describe, expect, test } from 'vitest';
import type { BackendFacts } from '../../../src/contract/model/device';
import type { BackendName } from '../../../src/contract/model/run';
import { measuredWork } from '../../../src/domain/training-rate';
import { chooseBackend } from '../../../src/engine/device/choose-backend';

function facts(name: BackendName, changes: Partial<BackendFacts> = {}): BackendFacts {
  return {
    name,
    available: true,
    reason: null,
    startMs: 12,
    selfTest: [],
    denseReady: true,
    convolutionReady: true,
    denseRate: 100,
    convolutionRate: 10,
    leastStepMs: 2,
    compiled: null,
    ...changes,
  };
}

const { dense, convolution } = measuredWork;

const laptop = {
  backends: [
    facts('webgpu', { denseRate: 3000, convolutionRate: 4000 }),
    facts('webgl', { denseRate: 900, convolutionRate: 700 }),
    facts('wasm', { denseRate: 5000, convolutionRate: 450 }),
    facts('cpu', { denseRate: 500, convolutionRate: 8 }),
  ],
};

describe('without a wish', () => {
  test('the fastest measured for the kind of work wins', () => {
    expect(chooseBackend(laptop, dense, null)).toEqual({ backend: 'wasm', reason: 'fastest_measured' });
    expect(chooseBackend(laptop, convolution, null)).toEqual({
      backend: 'webgpu',
      reason: 'fastest_measured',
    });
  });

  test('a fast backend that disagrees with the CPU is passed over, only for what it gets wrong', () => {
    const [webgpu, ...others] = laptop.backends;
    const backends = [{ ...webgpu!, denseRate: 9000, convolutionReady: false }, ...others];
    expect(chooseBackend({ backends }, convolution, null).backend).toBe('webgl');
    expect(chooseBackend({ backends }, dense, null).backend).toBe('webgpu');
  });

  test('one that is not available is passed over, whatever its rate', () => {
    const backends = [facts('webgpu', { available: false, denseRate: 1e6 }), facts('cpu')];
    expect(chooseBackend({ backends }, dense, null).backend).toBe('cpu');
  });

  test('an unmeasured one loses against any measured one, and says so where it is alone', () => {
    const unmeasured = facts('webgl', { denseRate: null });
    expect(
      chooseBackend({ backends: [unmeasured, facts('cpu', { denseRate: 0.1 })] }, dense, null).backend,
    ).toBe('cpu');
    expect(chooseBackend({ backends: [unmeasured] }, dense, null)).toEqual({
      backend: 'webgl',
      reason: 'fallback_unmeasured',
    });
  });

  test('of equals the first in the report wins', () => {
    expect(chooseBackend({ backends: [facts('wasm'), facts('cpu')] }, dense, null).backend).toBe('wasm');
  });
});

describe("a person's wish", () => {
  test('wins where it works, though it is slower', () => {
    expect(chooseBackend(laptop, convolution, 'cpu')).toEqual({ backend: 'cpu', reason: 'chosen_by_person' });
  });

  test('gives way where it disagrees with the CPU', () => {
    const backends = [facts('webgpu', { convolutionReady: false }), facts('wasm')];
    expect(chooseBackend({ backends }, convolution, 'webgpu')).toEqual({
      backend: 'wasm',
      reason: 'fallback_disagrees',
    });
    expect(chooseBackend({ backends }, dense, 'webgpu').reason).toBe('chosen_by_person');
  });

  test.each([
    { backends: [facts('webgpu', { available: false }), facts('wasm')] },
    { backends: [facts('wasm')] },
  ])('gives way where it is not available', (report) => {
    expect(chooseBackend(report, convolution, 'webgpu')).toEqual({
      backend: 'wasm',
      reason: 'fallback_unavailable',
    });
  });

  test('gives way where it is excluded', () => {
    expect(chooseBackend(laptop, convolution, 'webgpu', ['webgpu'])).toEqual({
      backend: 'webgl',
      reason: 'fallback_unavailable',
    });
  });
});

test('nothing usable is a fault that can be told', () => {
  const names: BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];
  expect(() => chooseBackend(laptop, convolution, 'webgpu', names)).toThrow('backend_unavailable');
});
