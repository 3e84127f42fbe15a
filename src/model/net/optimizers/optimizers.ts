// SGD, momentum, RMSprop, Adam and AdamW with slots that can be saved. Updates and constants follow PyTorch 2's definitions.
// Nothing is kept beside the slots: bias correction comes from the step count, so that a resumed run is exact.
import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec, NetRecipe } from '../../../contract/model/recipe';
import { canUpdateInPlace, updateInPlace } from '../../backends/kernels/fused';
import { numbersOf, ruleOf } from './update-rules';
import type { NamedVariable } from '../network';

/** A slot under its lasting name, such as `m/0_dense/kernel`. */
export interface NamedSlot {
  name: string;
  variable: tf.Variable;
}

const fixedSlots = {
  sgd: [],
  momentum: ['velocity'],
  adam: ['m', 'v'],
  adamw: ['m', 'v'],
  rmsprop: ['square'],
} as const satisfies Record<OptimizerSpec['kind'], readonly string[]>;

/** Names of an optimiser's slots, one number of each for every weight. RMSprop has a velocity where it has momentum. */
export function slotNames(spec: OptimizerSpec): readonly string[] {
  const withVelocity = spec.kind === 'rmsprop' && spec.momentum > 0;
  return withVelocity ? [...fixedSlots.rmsprop, 'velocity'] : fixedSlots[spec.kind];
}

/** Penalties and clipping that act on gradients before the update. */
export type GradientRules = Pick<NetRecipe['regularization'], 'l1' | 'l2'> & Pick<NetRecipe, 'clipNorm'>;

/** Applies gradients to the trainable variables of one net. */
export class Optimizer {
  readonly #spec: OptimizerSpec;
  readonly #rules: GradientRules;
  readonly #targets: { weight: NamedVariable; slots: tf.Variable[] }[];
  readonly slots: NamedSlot[];

  constructor(spec: OptimizerSpec, rules: GradientRules, weights: readonly NamedVariable[]) {
    this.#spec = spec;
    this.#rules = rules;
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
      const ruled = this.#ruled(gradients);
      this.#targets.forEach(({ weight, slots }, index) => {
        this.#update(weight, slots, ruled[index]!, learningRate, step);
      });
    });
  }

  /** One pass a variable. Penalties are part of it, unless clipping has to see them in all gradients first. */
  #applyInPlace(gradients: tf.NamedTensorMap, learningRate: number, step: number): void {
    const numbers = tf.tensor1d(numbersOf(this.#spec, learningRate, step));
    const clipped = this.#rules.clipNorm === null ? null : this.#ruled(gradients);
    this.#targets.forEach(({ weight: { variable, kernel }, slots }, index) => {
      const { l1, l2 } = kernel && !clipped ? this.#rules : { l1: 0, l2: 0 };
      const gradient = clipped?.[index] ?? gradients[variable.name]!;
      updateInPlace(variable, slots, gradient, numbers, ruleOf(this.#spec, kernel), { l1, l2 });
    });
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

  #update(
    weight: NamedVariable,
    slots: tf.Variable[],
    gradient: tf.Tensor,
    learningRate: number,
    step: number,
  ): void {
    const spec = this.#spec;
    const { variable, kernel } = weight;
    switch (spec.kind) {
      case 'sgd':
        variable.assign(tf.sub(variable, tf.mul(gradient, learningRate)));
        return;
      case 'momentum': {
        const velocity = slots[0]!;
        velocity.assign(tf.add(tf.mul(velocity, spec.momentum), gradient));
        variable.assign(tf.sub(variable, tf.mul(velocity, learningRate)));
        return;
      }
      case 'rmsprop': {
        const [square, velocity] = [slots[0]!, slots[1]];
        square.assign(tf.add(tf.mul(square, spec.decay), tf.mul(tf.square(gradient), 1 - spec.decay)));
        const direction = tf.div(gradient, tf.add(tf.sqrt(square), spec.epsilon));
        if (!velocity) {
          variable.assign(tf.sub(variable, tf.mul(direction, learningRate)));
          return;
        }
        velocity.assign(tf.add(tf.mul(velocity, spec.momentum), direction));
        variable.assign(tf.sub(variable, tf.mul(velocity, learningRate)));
        return;
      }
      case 'adam':
      case 'adamw': {
        const [first, second] = [slots[0]!, slots[1]!];
        first.assign(tf.add(tf.mul(first, spec.beta1), tf.mul(gradient, 1 - spec.beta1)));
        second.assign(tf.add(tf.mul(second, spec.beta2), tf.mul(tf.square(gradient), 1 - spec.beta2)));
        const root = tf.mul(tf.sqrt(second), 1 / Math.sqrt(1 - spec.beta2 ** step));
        const direction = tf.div(first, tf.add(root, spec.epsilon));
        const scale = learningRate / (1 - spec.beta1 ** step);
        // Decoupled decay (Loshchilov and Hutter 2019) on kernels only.
        const decay = spec.kind === 'adamw' && kernel ? 1 - learningRate * spec.weightDecay : 1;
        const start = decay === 1 ? variable : tf.mul(variable, decay);
        variable.assign(tf.sub(start, tf.mul(direction, scale)));
      }
    }
  }
}
