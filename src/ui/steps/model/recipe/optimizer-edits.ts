// Another optimiser or schedule with values that work; the learning rate that a person set is kept.
import type { OptimizerSpec, ScheduleSpec } from '../../../../contract/model/recipe';

/** The optimiser of a kind, with the learning rate of the old one and whatever else both share. */
export function switchOptimizer(old: OptimizerSpec, kind: OptimizerSpec['kind']): OptimizerSpec {
  const { learningRate } = old;
  const beta1 = 'beta1' in old ? old.beta1 : 0.9;
  const beta2 = 'beta2' in old ? old.beta2 : 0.999;
  const epsilon = 'epsilon' in old ? old.epsilon : 1e-7;
  switch (kind) {
    case 'sgd':
      return { kind, learningRate };
    case 'momentum':
      return { kind, learningRate, momentum: 'momentum' in old ? old.momentum : 0.9 };
    case 'rmsprop':
      return {
        kind,
        learningRate,
        decay: 'decay' in old ? old.decay : 0.99,
        momentum: 'momentum' in old ? old.momentum : 0,
        epsilon,
      };
    case 'adam':
      return { kind, learningRate, beta1, beta2, epsilon };
    case 'adamw':
      return {
        kind,
        learningRate,
        beta1,
        beta2,
        epsilon,
        weightDecay: 'weightDecay' in old ? old.weightDecay : 0.01,
      };
  }
}

/** The schedule of a kind with usual values. */
export function newSchedule(kind: ScheduleSpec['kind']): ScheduleSpec {
  switch (kind) {
    case 'constant':
      return { kind };
    case 'exponential':
      return { kind, decayPerEpoch: 0.95 };
    case 'cosine':
      return { kind, warmupEpochs: 1, floor: 0 };
  }
}
