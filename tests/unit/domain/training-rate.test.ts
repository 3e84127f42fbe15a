import { describe, expect, test } from 'vitest';
import type { CompiledFacts } from '../../../src/contract/model/device';
import {
  gigaflops,
  measuredMultiplyAdds,
  measuredWork,
  paceOf,
  stepMsAt,
  trainingRate,
} from '../../../src/domain/training-rate';

const result = (operation: string, passed: boolean) => ({
  ...{ operation, passed, relativeError: 1e-7, detail: null },
});
const compiled: CompiledFacts = {
  selfTest: [result('dense', true), result('convolution', true), result('sequence', false)],
  denseRate: 9000,
  convolutionRate: 700,
  leastStepMs: 0.5,
};
const webgpu = { denseRate: 2000, convolutionRate: 60, leastStepMs: 7, compiled };

describe('the rate that is about a training', () => {
  test('is that of compiled steps where they will be compiled', () => {
    expect(trainingRate(webgpu, measuredWork.dense)).toBe(9000);
    expect(paceOf(webgpu, measuredWork.convolution)).toEqual({
      net: 'convolution',
      samplesPerSecond: 700,
      leastStepMs: 0.5,
    });
  });

  test('is that of operations where the net has no compiled form, a part failed, or the backend compiles nothing', () => {
    expect(trainingRate(webgpu, { net: 'dense', compiledParts: null })).toBe(2000);
    const work = { net: 'dense', compiledParts: ['dense', 'sequence'] } as const;
    expect(paceOf(webgpu, work)).toEqual({ net: 'dense', samplesPerSecond: 2000, leastStepMs: 7 });
    expect(trainingRate({ ...webgpu, compiled: null }, measuredWork.convolution)).toBe(60);
  });

  test('is nothing where that path was not measured', () => {
    const unmeasured = { ...webgpu, compiled: { ...compiled, denseRate: null } };
    expect(paceOf(unmeasured, measuredWork.dense)).toBeNull();
  });
});

describe('a step', () => {
  const pace = { net: 'dense', samplesPerSecond: 6400, leastStepMs: 2 } as const;

  test('of the measured net takes what was measured', () => {
    expect(stepMsAt(pace, 64, measuredMultiplyAdds.dense)).toBeCloseTo(10, 9);
  });

  test('of a net of nothing keeps its fixed price, and a larger one grows by its own work only', () => {
    expect(stepMsAt(pace, 64, 0)).toBe(2);
    expect(stepMsAt(pace, 64, 3 * measuredMultiplyAdds.dense)).toBeCloseTo(2 + 3 * 8, 9);
  });

  test('that was measured as all price still has work', () => {
    expect(stepMsAt({ ...pace, leastStepMs: 12 }, 64, measuredMultiplyAdds.dense)).toBeCloseTo(13, 9);
  });
});

test('a multiply-add is two operations, and a step three passes', () => {
  expect(gigaflops('dense', 1e6)).toBeCloseTo((6 * 109_184 * 1e6) / 1e9, 6);
});
