// All that is said of predicted numbers against actual ones. Definitions as in scikit-learn.
import { HearthError } from '../../contract/transport/fault';
import type { RegressionMetrics } from '../../contract/model/judgement';

/** MAE, RMSE, R² and MAPE (null where an actual value is 0). Throws `rows_too_few` without rows. */
export function judgeRegression(predicted: ArrayLike<number>, actual: ArrayLike<number>): RegressionMetrics {
  const n = actual.length;
  if (n === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  if (predicted.length !== n)
    throw new HearthError('shape_mismatch', {}, { expected: n, found: predicted.length });
  let absolute = 0;
  let squared = 0;
  let relative = 0;
  // Relative to the first value, so that rounding gives a constant truth no spread.
  let mean = actual[0]!;
  for (let row = 0; row < n; row++) {
    const error = actual[row]! - predicted[row]!;
    absolute += Math.abs(error);
    squared += error * error;
    relative += Math.abs(error / actual[row]!);
    mean += (actual[row]! - actual[0]!) / n;
  }
  let spread = 0;
  for (let row = 0; row < n; row++) spread += (actual[row]! - mean) ** 2;
  return {
    mae: absolute / n,
    rmse: Math.sqrt(squared / n),
    // A constant truth has no spread to explain: perfect is 1, anything else 0.
    r2: spread === 0 ? Number(squared === 0) : 1 - squared / spread,
    mape: Number.isFinite(relative) ? relative / n : null,
  };
}
