// An optimiser as a rule for one variable: what is fixed in a run, and the numbers that change from step to step.
// For backends that update in place; optimizers.ts composes the same formulas elsewhere.
import type { OptimizerSpec } from '../../../contract/model/recipe';
import type { UpdateRule } from '../../backends/kernels/fused';

/** The rule for one variable; kernels alone decay. */
export function ruleOf(spec: OptimizerSpec, kernel: boolean): UpdateRule {
  switch (spec.kind) {
    case 'sgd':
      return { kind: 'sgd' };
    case 'momentum':
      return { kind: 'momentum', momentum: spec.momentum };
    case 'rmsprop': {
      const { decay, momentum, epsilon } = spec;
      return { kind: 'rmsprop', decay, momentum, epsilon };
    }
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = spec;
      return { kind: 'adam', beta1, beta2, epsilon, decays: spec.kind === 'adamw' && kernel };
    }
  }
}

/** The step size; for Adam then 1 / √(1 − β2ᵗ) and the decay's factor. `step` counts from 1. */
export function numbersOf(spec: OptimizerSpec, learningRate: number, step: number): number[] {
  if (spec.kind !== 'adam' && spec.kind !== 'adamw') return [learningRate];
  const decay = spec.kind === 'adamw' ? 1 - learningRate * spec.weightDecay : 1;
  return [learningRate / (1 - spec.beta1 ** step), 1 / Math.sqrt(1 - spec.beta2 ** step), decay];
}
