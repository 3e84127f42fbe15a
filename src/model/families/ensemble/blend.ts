// Several answers as one: the weighted mean of probabilities, or of numbers, and back to what a model puts out.
import type { Task } from '../../../contract/model/recipe';
import { taskNamed } from '../../../domain/tasks/registry';

/** Kept from 0 and 1, whose logarithms are not finite. */
const least = 1e-12;

/**
 * Raw outputs, row-major [rows, outputs], of models that answer with the same shape: logits of the mean probabilities, and of numbers their
 * mean.
 */
export function blend(
  task: Task,
  answers: readonly Float32Array[],
  weights: readonly number[],
  outputs: number,
): Float32Array {
  const { activation } = taskNamed(task).head;
  const size = answers[0]?.length ?? 0;
  const sums = new Float64Array(size);
  for (const [place, raw] of answers.entries()) {
    const weight = weights[place]!;
    if (activation === 'softmax') addShares(sums, raw, weight, outputs);
    else
      for (let at = 0; at < size; at++)
        sums[at]! += weight * (activation === 'sigmoid' ? sigmoid(raw[at]!) : raw[at]!);
  }
  if (activation === 'linear') return Float32Array.from(sums);
  const clipped = (p: number) => Math.min(1 - least, Math.max(least, p));
  return Float32Array.from(sums, (p) =>
    activation === 'softmax' ? Math.log(clipped(p)) : Math.log(clipped(p) / (1 - clipped(p))),
  );
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

function addShares(sums: Float64Array, logits: Float32Array, weight: number, outputs: number): void {
  for (let from = 0; from < logits.length; from += outputs) {
    let largest = -Infinity;
    for (let k = 0; k < outputs; k++) largest = Math.max(largest, logits[from + k]!);
    let total = 0;
    for (let k = 0; k < outputs; k++) total += Math.exp(logits[from + k]! - largest);
    for (let k = 0; k < outputs; k++)
      sums[from + k]! += (weight * Math.exp(logits[from + k]! - largest)) / total;
  }
}
