// What an optimiser computes. What a recipe says of it is its definition in contract/model/optimizers.ts.
import type { OptimizerKind, OptimizerSpec } from '../../../contract/model/optimizers';
import type { Update } from './formula';

type SpecOf<Kind extends OptimizerKind> = Extract<OptimizerSpec, { kind: Kind }>;

/** One kind of optimiser. */
export interface OptimizerForm<Kind extends OptimizerKind = OptimizerKind> {
  kind: Kind;
  /** Lasting names of its slots, one number of each for every weight. */
  slots(spec: SpecOf<Kind>): readonly string[];
  /** The numbers of a step, which counts from 1, in float64; at most `mostNumbers`. */
  numbers(spec: SpecOf<Kind>, learningRate: number, step: number): readonly number[];
  /** The update; kernels alone decay. */
  update(spec: SpecOf<Kind>, isKernel: boolean): Update;
}
