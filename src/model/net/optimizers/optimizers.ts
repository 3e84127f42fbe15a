// Applies an optimiser to the weights of a net, with slots that can be saved. The updates themselves are in kinds/.
// Nothing is kept beside the slots: bias correction comes from the step count, so that a resumed run is exact.
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec, NetRecipe } from '../../../contract/model/recipe';
import { canUpdateInPlace, updateInPlace } from '../../backends/kernels/fused';
import { evaluate } from './evaluate';
import type { Update } from './formula';
import { optimizerForm } from './registry';
import type { NamedVariable } from '../network';

/** A slot under its lasting name, such as `m/0_dense/kernel`. */
export interface NamedSlot {
  name: string;
  variable: tf.Variable;
}

/** Names of an optimiser's slots, one number of each for every weight. */
export function slotNames(spec: OptimizerSpec): readonly string[] {
  return optimizerForm(spec.kind).slots(spec);
}

/** Penalties and clipping that act on gradients before the update. */
export type GradientRules = Pick<NetRecipe['regularization'], 'l1' | 'l2'> & Pick<NetRecipe, 'clipNorm'>;

/** Applies gradients to the trainable variables of one net. */
export class Optimizer {
  readonly #spec: OptimizerSpec;
  readonly #rules: GradientRules;
  readonly #updates: Readonly<Record<'kernel' | 'other', Update>>;
  readonly #targets: { weight: NamedVariable; slots: tf.Variable[] }[];
  readonly slots: NamedSlot[];

  constructor(spec: OptimizerSpec, rules: GradientRules, weights: readonly NamedVariable[]) {
    this.#spec = spec;
    this.#rules = rules;
    const { update } = optimizerForm(spec.kind);
    this.#updates = { kernel: update(spec, true), other: update(spec, false) };
    const names = slotNames(spec);
    this.#targets = weights
      .filter((weight) => weight.trainable)
      .map((weight) => ({
        weight,
        slots: names.map(() => tf.tidy(() => tf.variable(tf.zeros(weight.variable.shape), false))),
      }));
    this.slots = this.#targets.flatMap(({ weight, slots }) =>
      names.map((slot, index) => ({
        name: `${slot}/${weight.name}`,
        variable: slots[index]!,
      })),
    );
  }

  /** One update. `gradients` are keyed by tfjs variable name; `step` counts from 1. */
  apply(gradients: tf.NamedTensorMap, learningRate: number, step: number): void {
    tf.tidy(() => {
      if (canUpdateInPlace()) {
        this.#applyInPlace(gradients, learningRate, step);
        return;
      }
      const numbers = this.#numbers(learningRate, step);
      const ruled = this.#ruled(gradients);
      this.#targets.forEach(({ weight: { variable, kernel }, slots }, index) => {
        const inputs = { weight: variable, gradient: ruled[index]!, slots, numbers };
        const updated = evaluate(this.#updates[kernel ? 'kernel' : 'other'], inputs);
        slots.forEach((slot, at) => slot.assign(updated.slots[at]!));
        variable.assign(updated.weight);
      });
    });
  }

  /** One pass a variable. Penalties are part of it, unless clipping has to see them in all gradients first. */
  #applyInPlace(gradients: tf.NamedTensorMap, learningRate: number, step: number): void {
    const numbers = tf.tensor1d([...this.#numbers(learningRate, step)]);
    const clipped = this.#rules.clipNorm === null ? null : this.#ruled(gradients);
    this.#targets.forEach(({ weight: { variable, kernel }, slots }, index) => {
      const { l1, l2 } = kernel && !clipped ? this.#rules : { l1: 0, l2: 0 };
      const gradient = clipped?.[index] ?? gradients[variable.name]!;
      const update = this.#updates[kernel ? 'kernel' : 'other'];
      updateInPlace({ weight: variable, slots, gradient, numbers }, update, { l1, l2 });
    });
  }

  #numbers(learningRate: number, step: number): readonly number[] {
    return optimizerForm(this.#spec.kind).numbers(this.#spec, learningRate, step);
  }

  /** The gradients with penalties, clipped, in the order of the targets. */
  #ruled(gradients: tf.NamedTensorMap): tf.Tensor[] {
    return this.#clip(
      this.#targets.map(({ weight }) => this.#penalize(weight, gradients[weight.variable.name]!)),
    );
  }

  dispose(): void {
    for (const { variable } of this.slots) variable.dispose();
  }

  /** Gradient of loss + l1·Σ|w| + l2·Σw², over kernels only. */
  #penalize({ kernel, variable }: NamedVariable, gradient: tf.Tensor): tf.Tensor {
    const { l1, l2 } = this.#rules;
    if (!kernel) return gradient;
    const withL2 = l2 === 0 ? gradient : tf.add(gradient, tf.mul(variable, 2 * l2));
    return l1 === 0 ? withL2 : tf.add(withL2, tf.mul(tf.sign(variable), l1));
  }

  /** Scales the whole gradient down to `clipNorm` (Pascanu et al. 2013); the penalties are part of it. */
  #clip(gradients: tf.Tensor[]): tf.Tensor[] {
    const limit = this.#rules.clipNorm;
    if (limit === null) return gradients;
    const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
    const norm = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square)));
    const factor = tf.minimum(tf.div(limit, tf.add(norm, 1e-6)), 1);
    return gradients.map((gradient) => tf.mul(gradient, factor));
  }
}
