// A loss and its gradient from logits in one pass, one thread a row: the formulas of model/net/training/losses.ts.
import { dispatch, makeOutput, release } from '../../gpu/tfjs-webgpu';
import type { Program } from '../../gpu/tfjs-webgpu';
import type { LossKind } from '../fused';
import { areFloats, inputOf } from './adopt';
import type { WebgpuKernel } from './adopt';
import { float, memoized, perThread } from './program';
import { reduce } from './reduce';

/** WGSL for one logit `z` with its target `y`: adds to `loss`, gives `d`. */
const elementwise: Record<Exclude<LossKind, 'multiclass'>, string> = {
  binary: `    // log1p of a small number: 1 + x would lose it.
    let e = exp(-abs(z));
    loss += max(z, 0.0) - z * y + select(log(1.0 + e), e - 0.5 * e * e, e < 1e-3);
    let d = select(e / (1.0 + e), 1.0 / (1.0 + e), z >= 0.0) - y;`,
  mse: `    loss += (z - y) * (z - y);
    let d = 2.0 * (z - y);`,
  huber: `    let size = abs(z - y);
    let inner = min(size, 1.0);
    loss += inner * (size - 0.5 * inner);
    let d = clamp(z - y, -1.0, 1.0);`,
};

function rowOf(kind: LossKind, columns: number, scale: string): string {
  if (kind !== 'multiclass')
    return `  var loss = 0.0;
  for (var j = 0u; j < ${columns}u; j++) {
    let z = logits[start + j];
    let y = targets[start + j];
${elementwise[kind]}
    gradient[start + j] = d * ${scale};
  }`;
  return `  var largest = logits[start];
  for (var j = 1u; j < ${columns}u; j++) { largest = max(largest, logits[start + j]); }
  var total = 0.0;
  var expected = 0.0;
  for (var j = 0u; j < ${columns}u; j++) {
    let shifted = logits[start + j] - largest;
    total += exp(shifted);
    expected += targets[start + j] * shifted; // a row of targets sums to 1
  }
  let loss = log(total) - expected;
  for (var j = 0u; j < ${columns}u; j++) {
    gradient[start + j] = (exp(logits[start + j] - largest) / total - targets[start + j]) * ${scale};
  }`;
}

const lossProgram = memoized((kind: LossKind, rows: number, columns: number, batchRows: number): Program => {
  const scale = float(1 / batchRows);
  return perThread(
    rows,
    [
      { name: 'logits', type: 'f32' },
      { name: 'targets', type: 'f32' },
      { name: 'gradient', type: 'f32', writes: true },
      { name: 'losses', type: 'f32', writes: true },
    ],
    `  let start = i * ${columns}u;
${rowOf(kind, columns, scale)}
  losses[i] = loss * ${scale};`,
  );
});

/** Kernel `LossGradient` (ours): logits and targets [rows, columns] → the loss over `batchRows` rows, and its gradient. */
export const lossGradient: WebgpuKernel = (call) => {
  const { kind, batchRows } = call.attrs as { kind: LossKind; batchRows: number };
  const logits = inputOf(call, 'logits');
  const targets = inputOf(call, 'targets');
  const [rows, columns] = logits.shape;
  if (!areFloats(logits, targets) || rows === undefined || columns === undefined) return null;
  const { backend } = call;
  const gradient = makeOutput(backend, logits.shape);
  const losses = makeOutput(backend, [rows]);
  dispatch(backend, lossProgram(kind, rows, columns, batchRows), [logits, targets, gradient, losses]);
  const value = reduce(backend, losses, { kind: 'sum', seenAs: [1, rows, 1], shape: [] });
  release(backend, losses);
  return [value, gradient];
};
