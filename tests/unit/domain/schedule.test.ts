import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningRateAt } from '../../../src/domain/schedule';

const at = (step: number, stepsPerEpoch = 10, epochs = 20) => ({ step, stepsPerEpoch, epochs });

describe('learningRateAt', () => {
  it('stays constant', () => {
    expect(learningRateAt(0.02, { kind: 'constant' }, at(137))).toBe(0.02);
  });

  it('decays exponentially by the factor each epoch', () => {
    const schedule = { kind: 'exponential', decayPerEpoch: 0.8 } as const;
    expect(learningRateAt(0.1, schedule, at(0))).toBe(0.1);
    expect(learningRateAt(0.1, schedule, at(30))).toBeCloseTo(0.1 * 0.512, 12);
    expect(learningRateAt(0.1, schedule, at(35))).toBeCloseTo(0.1 * 0.8 ** 3.5, 12);
  });

  it('warms up in a line, peaks, and falls along a cosine to its floor', () => {
    const schedule = { kind: 'cosine', warmupEpochs: 2, floor: 0.1 } as const;
    expect(learningRateAt(0.4, schedule, at(0))).toBeCloseTo(0.02, 12);
    expect(learningRateAt(0.4, schedule, at(9))).toBeCloseTo(0.2, 12);
    expect(learningRateAt(0.4, schedule, at(19))).toBeCloseTo(0.4, 12);
    expect(learningRateAt(0.4, schedule, at(20))).toBeCloseTo(0.4, 12);
    // Half way between steps 20 and 200: floor + (1 − floor) / 2.
    expect(learningRateAt(0.4, schedule, at(110))).toBeCloseTo(0.4 * 0.55, 12);
    expect(learningRateAt(0.4, schedule, at(200))).toBeCloseTo(0.04, 12);
  });

  it('stays between 0 and the base rate, and never rises after the warm-up', () => {
    const positions = fc.record({
      stepsPerEpoch: fc.integer({ min: 1, max: 500 }),
      epochs: fc.integer({ min: 1, max: 50 }),
      warmupEpochs: fc.double({ min: 0, max: 60, noNaN: true }),
      floor: fc.double({ min: 0, max: 1, noNaN: true }),
      fraction: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(positions, ({ stepsPerEpoch, epochs, warmupEpochs, floor, fraction }) => {
        const step = Math.floor(fraction * (stepsPerEpoch * epochs - 1));
        const schedule = { kind: 'cosine', warmupEpochs, floor } as const;
        const rate = learningRateAt(0.3, schedule, { step, stepsPerEpoch, epochs });
        const next = learningRateAt(0.3, schedule, { step: step + 1, stepsPerEpoch, epochs });
        expect(rate).toBeGreaterThan(-1e-12);
        expect(rate).toBeLessThanOrEqual(0.3 + 1e-12);
        if (step >= Math.round(warmupEpochs * stepsPerEpoch)) expect(next).toBeLessThanOrEqual(rate + 1e-12);
      }),
    );
  });
});
