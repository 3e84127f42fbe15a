// One update of one variable in place, weights and slots in a single pass: the formulas of model/net/optimizers/optimizers.ts.
// Not for gradient clipping, which needs all gradients first.
import { util } from '@tensorflow/tfjs-core';
import { dispatch, pinToGpu } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import type { UpdateRule } from '../fused';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { float, memoized, perThread } from './program';

/** WGSL that changes `w` (and the slots `a`, `b`) by the gradient `g`; `numbers` hold what changes from step to step. */
function formula(rule: UpdateRule): string {
  switch (rule.kind) {
    case 'sgd':
      return '  weight[i] = w - g * numbers[0];';
    case 'momentum':
      return `  let velocity = first[i] * ${float(rule.momentum)} + g;
  first[i] = velocity;
  weight[i] = w - velocity * numbers[0];`;
    case 'rmsprop': {
      const square = `  let a = first[i] * ${float(rule.decay)} + g * g * ${float(1 - rule.decay)};
  first[i] = a;
  let direction = g / (sqrt(a) + ${float(rule.epsilon)});`;
      return rule.momentum === 0
        ? `${square}
  weight[i] = w - direction * numbers[0];`
        : `${square}
  let velocity = second[i] * ${float(rule.momentum)} + direction;
  second[i] = velocity;
  weight[i] = w - velocity * numbers[0];`;
    }
    case 'adam':
      return `  let a = first[i] * ${float(rule.beta1)} + g * ${float(1 - rule.beta1)};
  let b = second[i] * ${float(rule.beta2)} + g * g * ${float(1 - rule.beta2)};
  first[i] = a;
  second[i] = b;
  weight[i] = w${rule.decays ? ' * numbers[2]' : ''} - a / (sqrt(b) * numbers[1] + ${float(rule.epsilon)}) * numbers[0];`;
  }
}

const slotNames = ['first', 'second'];

const updateProgram = memoized(
  (
    size: number,
    slots: number,
    l1: number,
    l2: number,
    rule: UpdateRule & Record<string, number | string | boolean>,
  ): Program => {
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
        ...slotNames.slice(0, slots).map((name) => ({ name, type, writes: true })),
      ],
      `  let w = weight[i];
  let g = gradient[i]${penalties};
${formula(rule)}`,
    );
  },
);

/** Kernel `OptimizerUpdate` (ours): changes weight and slots, which nothing else may share; gives no result. */
export const optimizerUpdate: WebgpuKernel = (call) => {
  const { rule, l1, l2 } = call.attrs as { rule: UpdateRule; l1: number; l2: number };
  const weight = inputOf(call, 'weight');
  const slots = slotNames.flatMap((name) => call.inputs[name] ?? []);
  const gradient = inputOf(call, 'gradient');
  if (!areFloats(weight, gradient, ...slots)) return null;
  for (const tensor of [weight, ...slots]) pinToGpu(call.backend, tensor);
  const program = updateProgram(util.sizeFromShape(weight.shape), slots.length, l1, l2, { ...rule });
  dispatch(call.backend, program, [inputOf(call, 'numbers'), gradient, weight, ...slots]);
  return [];
};
