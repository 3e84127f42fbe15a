// The learning rate over a run. One formula a kind; nothing here knows about optimisers.
import type { ScheduleSpec } from '../contract/model/recipe';

/** Where in a run a step lies; `step` counts from 0. */
export interface SchedulePosition {
  step: number;
  stepsPerEpoch: number;
  epochs: number;
}

/**
 * The learning rate of one step.
 * exponential: base · decay^(step / stepsPerEpoch), smooth inside an epoch.
 * cosine: linear warm-up to the base rate, then half a cosine down to floor · base (Loshchilov and Hutter 2017, eq. 5).
 */
export function learningRateAt(baseRate: number, schedule: ScheduleSpec, at: SchedulePosition): number {
  switch (schedule.kind) {
    case 'constant':
      return baseRate;
    case 'exponential':
      return baseRate * schedule.decayPerEpoch ** (at.step / at.stepsPerEpoch);
    case 'cosine': {
      const total = at.stepsPerEpoch * at.epochs;
      // A warm-up longer than the run would never reach the base rate, which nobody means.
      const warmup = Math.min(Math.round(schedule.warmupEpochs * at.stepsPerEpoch), total);
      if (at.step < warmup) return (baseRate * (at.step + 1)) / warmup;
      const progress = Math.min(1, (at.step - warmup) / Math.max(1, total - warmup));
      const factor = schedule.floor + (1 - schedule.floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
      return baseRate * factor;
    }
  }
}
