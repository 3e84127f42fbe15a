// What trees are grown to lower: a loss over rows with its first and second derivatives. Second-order boosting as in Friedman 2001 and
// Chen and Guestrin 2016. Losses are means over the weights of the rows, gradients are weighted and not averaged.
import type { TreeKernel } from '../kernels/tree-kernel';

/** Rows with what is to be predicted of them. */
export interface Labels {
  labels: Float32Array;
  /** null where all rows count alike. */
  weights: Float64Array | null;
}

/** A loss. `kernel` is that which the arrays come from; without it they lie anywhere. Arrays over rows and outputs are row-major [rows, outputs]. */
export interface Objective {
  outputs: number;
  /** Scores are logarithms of what is predicted, and labels are in the target's own unit; else both are in units of the scaled label. */
  isLog?: true;
  /** The scores of all rows before the first tree: what lowers the loss most without any feature. */
  start(rows: Labels): Float64Array;
  /** Fills `state` [rows, outputs] with what gradients need, and gives the mean loss at these scores. */
  assess(scores: Float64Array, rows: Labels, state: Float64Array, kernel?: TreeKernel): number;
  /** First and second derivative by an output: [rows, 2]. */
  gradients(state: Float64Array, rows: Labels, output: number, out: Float64Array, kernel?: TreeKernel): void;
  /** The best value of a leaf with these rows, where derivatives do not say it; before the learning rate. */
  leaf?(state: Float64Array, rows: Labels, inLeaf: Uint32Array): number;
}

/** Second derivatives are at least so large, as in XGBoost. */
export const smallestCurve = 1e-16;

/** Sum of the weights of rows. */
export function totalWeight({ labels, weights }: Labels): number {
  return weights ? weights.reduce((sum, weight) => sum + weight, 0) : labels.length;
}
