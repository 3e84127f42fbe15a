// The update of one element of a weight as a small expression. It is written once for an optimiser and computed in three ways: by
// TensorFlow.js operations (evaluate.ts), as a WGSL kernel (backends/kernels/webgpu/optimizer-update.ts), and as a part of a
// compiled step (compiled/step/plan/update.ts).

export type UnaryTerm = 'sqrt' | 'square' | 'sign';
export type BinaryTerm = 'add' | 'sub' | 'mul' | 'div';

/** A number that an update computes with. A term that is used twice is one object, and is computed once. */
export type Term =
  | { kind: 'weight' }
  | { kind: 'gradient' }
  /** What the optimiser keeps of each element, as it was before the update. */
  | { kind: 'slot'; index: number }
  /** Fixed in a run. */
  | { kind: 'constant'; value: number }
  /** One of the numbers that change from step to step. */
  | { kind: 'number'; index: number }
  | { kind: 'unary'; name: UnaryTerm; of: Term }
  | { kind: 'binary'; name: BinaryTerm; left: Term; right: Term };

/** The weight and its slots after an update. */
export interface Update {
  weight: Term;
  slots: readonly Term[];
}

/** The most numbers that may change from step to step. */
export const mostNumbers = 4;

export const weight: Term = { kind: 'weight' };
export const gradient: Term = { kind: 'gradient' };
export const slot = (index: number): Term => ({ kind: 'slot', index });
export const constant = (value: number): Term => ({ kind: 'constant', value });
export const number = (index: number): Term => ({ kind: 'number', index });

const one =
  (name: UnaryTerm) =>
  (of: Term): Term => ({ kind: 'unary', name, of });
const two =
  (name: BinaryTerm) =>
  (left: Term, right: Term): Term => ({ kind: 'binary', name, left, right });

export const sqrt = one('sqrt');
export const square = one('square');
export const sign = one('sign');
export const add = two('add');
export const sub = two('sub');
export const mul = two('mul');
export const div = two('div');

/** share · before + (1 − share) · now: a running mean. */
export function runningMean(before: Term, now: Term, share: number): Term {
  return add(mul(before, constant(share)), mul(now, constant(1 - share)));
}

/** The terms right below one. */
export function operandsOf(term: Term): readonly Term[] {
  if (term.kind === 'unary') return [term.of];
  return term.kind === 'binary' ? [term.left, term.right] : [];
}

/** Every term of an update, each once and after its operands. */
export function termsOf({ weight: updated, slots }: Update): Term[] {
  const seen = new Set<Term>();
  const visit = (term: Term): void => {
    if (seen.has(term)) return;
    for (const operand of operandsOf(term)) visit(operand);
    seen.add(term);
  };
  for (const term of [...slots, updated]) visit(term);
  return [...seen];
}
