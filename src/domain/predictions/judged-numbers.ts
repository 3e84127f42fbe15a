// Predicted numbers against actual ones, and the sums over them that metrics share.
import { HearthError } from '../../contract/transport/fault';
import { Passes } from './passes';

/** Both in the target's unit. Throws `rows_too_few` without rows, `shape_mismatch` where sizes disagree. */
export class JudgedNumbers extends Passes {
  readonly kind = 'regression';
  readonly rows: number;
  readonly predicted: ArrayLike<number>;
  readonly actual: ArrayLike<number>;

  constructor(predicted: ArrayLike<number>, actual: ArrayLike<number>) {
    super();
    this.rows = actual.length;
    this.predicted = predicted;
    this.actual = actual;
    if (this.rows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
    if (predicted.length !== this.rows)
      throw new HearthError('shape_mismatch', {}, { expected: this.rows, found: predicted.length });
  }

  /** The rows at these places, which may repeat. */
  take(rows: Uint32Array): JudgedNumbers {
    const { predicted, actual } = this;
    return new JudgedNumbers(
      Float64Array.from(rows, (row) => predicted[row]!),
      Float64Array.from(rows, (row) => actual[row]!),
    );
  }
}

/** Sums over the rows' errors, and the mean of the actual values. */
export interface ErrorSums {
  absolute: number;
  squared: number;
  /** Of |error / actual|: not finite where an actual value is 0. */
  relative: number;
  mean: number;
}

/** One pass over the errors. */
export function errorSums({ predicted, actual, rows }: JudgedNumbers): ErrorSums {
  const sums = { absolute: 0, squared: 0, relative: 0 };
  // Relative to the first value, so that rounding gives a constant truth no spread.
  let mean = actual[0]!;
  for (let row = 0; row < rows; row++) {
    const error = actual[row]! - predicted[row]!;
    sums.absolute += Math.abs(error);
    sums.squared += error * error;
    sums.relative += Math.abs(error / actual[row]!);
    mean += (actual[row]! - actual[0]!) / rows;
  }
  return { ...sums, mean };
}
