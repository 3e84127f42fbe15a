// An update by TensorFlow.js operations, for backends that have no kernel for it.
import * as tf from '@tensorflow/tfjs-core';
import { termsOf, type BinaryTerm, type Term, type UnaryTerm, type Update } from './formula';

const unary: Record<UnaryTerm, (x: tf.Tensor) => tf.Tensor> = {
  sqrt: tf.sqrt,
  square: tf.square,
  sign: tf.sign,
};
type Value = tf.Tensor | number;
const binary: Record<BinaryTerm, (left: Value, right: Value) => tf.Tensor> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
};

/** What an update is computed from. */
export interface UpdateInputs {
  weight: tf.Tensor;
  gradient: tf.Tensor;
  slots: readonly tf.Tensor[];
  numbers: readonly number[];
}

/** The weight and its slots after an update; the caller tidies. */
export function evaluate(
  update: Update,
  { weight, gradient, slots, numbers }: UpdateInputs,
): { weight: tf.Tensor; slots: tf.Tensor[] } {
  const values = new Map<Term, Value>();
  const valueOf = (term: Term): Value => {
    switch (term.kind) {
      case 'weight':
        return weight;
      case 'gradient':
        return gradient;
      case 'slot':
        return slots[term.index]!;
      case 'constant':
        return term.value;
      case 'number':
        return numbers[term.index]!;
      case 'unary':
        return unary[term.name](values.get(term.of) as tf.Tensor);
      case 'binary':
        return binary[term.name](values.get(term.left)!, values.get(term.right)!);
    }
  };
  for (const term of termsOf(update)) values.set(term, valueOf(term));
  const tensorOf = (term: Term) => values.get(term) as tf.Tensor;
  return { weight: tensorOf(update.weight), slots: update.slots.map(tensorOf) };
}
