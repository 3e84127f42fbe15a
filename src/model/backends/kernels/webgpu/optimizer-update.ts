// One update of one variable in place, weights and slots in a single pass: the formula of an optimiser (model/net/optimizers) as
// WGSL. Not for gradient clipping, which needs all gradients first.
import { util } from '@tensorflow/tfjs-core';
import { dispatch, pinToGpu } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import {
  operandsOf,
  termsOf,
  type BinaryTerm,
  type Term,
  type Update,
} from '../../../net/optimizers/formula';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { float, memoized, perThread } from './program';

const operators: Record<BinaryTerm, string> = { add: '+', sub: '-', mul: '*', div: '/' };

/**
 * WGSL that changes `w` and its slots by the gradient `g`; `numbers` hold what changes from step to step. What is used twice is
 * named; all is computed before anything is written.
 */
function formula(update: Update): string {
  const terms = termsOf(update);
  const uses = new Map<Term, number>();
  for (const term of terms) {
    const count = term.kind === 'unary' && term.name === 'square' ? 2 : 1;
    for (const operand of operandsOf(term)) uses.set(operand, (uses.get(operand) ?? 0) + count);
  }
  for (const term of update.slots) uses.set(term, 2);
  const texts = new Map<Term, string>();
  const lines: string[] = [];
  for (const term of terms) {
    const text = textOf(term, texts);
    const isLeaf = operandsOf(term).length === 0;
    if (isLeaf || (uses.get(term) ?? 0) < 2) texts.set(term, text);
    else {
      const name = `t${lines.length}`;
      lines.push(`  let ${name} = ${text};`);
      texts.set(term, name);
    }
  }
  lines.push(`  let updated = ${texts.get(update.weight)!};`);
  update.slots.forEach((term, index) => lines.push(`  slot${index}[i] = ${texts.get(term)!};`));
  return [...lines, '  weight[i] = updated;'].join('\n');
}

function textOf(term: Term, texts: ReadonlyMap<Term, string>): string {
  switch (term.kind) {
    case 'weight':
      return 'w';
    case 'gradient':
      return 'g';
    case 'slot':
      return `slot${term.index}[i]`;
    case 'constant':
      return float(term.value);
    case 'number':
      return `numbers[${term.index}]`;
    case 'unary': {
      const of = texts.get(term.of)!;
      return term.name === 'square' ? `(${of} * ${of})` : `${term.name}(${of})`;
    }
    case 'binary':
      return `(${texts.get(term.left)!} ${operators[term.name]} ${texts.get(term.right)!})`;
  }
}

/** Texts by update: an optimiser keeps its own, and asks in every step. */
const written = new WeakMap<Update, string>();

function textOfUpdate(update: Update): string {
  const text = written.get(update) ?? formula(update);
  written.set(update, text);
  return text;
}

const updateProgram = memoized(
  (size: number, slots: number, l1: number, l2: number, update: string): Program => {
    const width = size % 4 === 0 ? 4 : 1;
    const type = width === 4 ? 'vec4f' : 'f32';
    const penalties = [
      l2 === 0 ? '' : ` + w * ${float(2 * l2)}`,
      l1 === 0 ? '' : ` + sign(w) * ${float(l1)}`,
    ].join('');
    return perThread(
      size / width,
      [
        { name: 'numbers', type: 'f32' },
        { name: 'gradient', type },
        { name: 'weight', type, writes: true },
        ...Array.from({ length: slots }, (_, index) => ({ name: `slot${index}`, type, writes: true })),
      ],
      `  let w = weight[i];
  let g = gradient[i]${penalties};
${update}`,
    );
  },
);

/** Kernel `OptimizerUpdate` (ours): changes weight and slots, which nothing else may share; gives no result. */
export const optimizerUpdate: WebgpuKernel = (call) => {
  const { update, l1, l2 } = call.attrs as { update: Update; l1: number; l2: number };
  const weight = inputOf(call, 'weight');
  const slots = update.slots.map((_, index) => inputOf(call, `slot${index}`));
  const gradient = inputOf(call, 'gradient');
  if (!areFloats(weight, gradient, ...slots)) return null;
  for (const tensor of [weight, ...slots]) pinToGpu(call.backend, tensor);
  const program = updateProgram(util.sizeFromShape(weight.shape), slots.length, l1, l2, textOfUpdate(update));
  dispatch(call.backend, program, [inputOf(call, 'numbers'), gradient, weight, ...slots]);
  return [];
};
