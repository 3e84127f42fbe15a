// Isotonic regression: the rising curve that is closest to what came true, by pooling adjacent violators (Zadrozny and Elkan 2002). Of more than
// two classes each against the rest, and their sum made 1. It follows any shape, and with few rows chance too; it makes ties, so areas under
// curves may change.
import type { Calibrator } from '../../../contract/model/calibration/calibration';
import { classesOf, probabilitiesOf, type CalibratorForm } from '../calibrator';
import { smoothedTargets } from './platt';

type Curve = Extract<Calibrator, { kind: 'isotonic' }>['curves'][number];

export const isotonic: CalibratorForm<'isotonic'> = {
  kind: 'isotonic',
  fewestRows: 1000,
  fit(sample) {
    const { scores, outputs, labels } = sample;
    const stated = probabilitiesOf(scores, outputs);
    const first = outputs === 1 ? 1 : 0;
    const curves: Curve[] = [];
    for (let label = first; label < classesOf(sample); label++) {
      const came = Int32Array.from(labels, (each) => Number(each === label));
      const count = came.reduce((sum, each) => sum + each, 0);
      if (count === 0 || count === came.length) return null;
      const own = Float64Array.from(labels, (_, row) => stated[row * outputs + label - first]!);
      curves.push(withinSmoothed(risingCurve(own, came), came));
    }
    return { kind: 'isotonic', curves };
  },
  apply({ curves }, scores, outputs) {
    const stated = probabilitiesOf(scores, outputs);
    const calibrated = stated.map((share, at) => along(curves[at % outputs]!, share));
    if (outputs === 1) return Float32Array.from(calibrated, (share) => Math.log(share / (1 - share)));
    // The logarithms of shares of one sum are logits of them: the head divides by the sum.
    return Float32Array.from(calibrated, (share) => Math.log(share));
  },
};

/** No share is nearer to 0 or 1 than Platt's targets: of a finite number of rows none is certain, and its log loss stays finite. */
function withinSmoothed({ stated, calibrated }: Curve, came: Int32Array): Curve {
  const { positive, negative } = smoothedTargets(came);
  return { stated, calibrated: calibrated.map((share) => Math.max(negative, Math.min(positive, share))) };
}

interface Pool {
  /** The smallest and the largest of what was stated. */
  from: number;
  to: number;
  sum: number;
  rows: number;
}

/** The curve's corners: of rows alike in what they state the mean came true, and pools wherever it would fall. As scikit-learn's IsotonicRegression. */
export function risingCurve(stated: Float64Array, came: ArrayLike<number>): Curve {
  const order = Uint32Array.from(stated.keys()).sort((a, b) => stated[a]! - stated[b]! || a - b);
  const pools: Pool[] = [];
  for (const row of order) {
    const [at, value] = [stated[row]!, came[row]!];
    const last = pools.at(-1);
    if (last?.to === at && last.from === at) {
      last.sum += value;
      last.rows += 1;
    } else pools.push({ from: at, to: at, sum: value, rows: 1 });
  }
  const kept: Pool[] = [];
  for (const pool of pools) {
    let joined = pool;
    for (
      let last = kept.at(-1);
      last && last.sum * joined.rows >= joined.sum * last.rows;
      last = kept.at(-1)
    ) {
      joined = { from: last.from, to: joined.to, sum: last.sum + joined.sum, rows: last.rows + joined.rows };
      kept.pop();
    }
    kept.push(joined);
  }
  const curve: Curve = { stated: [], calibrated: [] };
  for (const { from, to, sum, rows } of kept)
    for (const at of from === to ? [from] : [from, to]) {
      curve.stated.push(at);
      curve.calibrated.push(sum / rows);
    }
  return curve;
}

/** The curve's height at a share: on the straight line between its neighbours, level outside of the first and the last. */
function along({ stated, calibrated }: Curve, share: number): number {
  let [low, high] = [0, stated.length - 1];
  if (share <= stated[low]!) return calibrated[low]!;
  if (share >= stated[high]!) return calibrated[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (stated[middle]! <= share) low = middle;
    else high = middle;
  }
  const part = (share - stated[low]!) / (stated[high]! - stated[low]!);
  return calibrated[low]! + part * (calibrated[high]! - calibrated[low]!);
}
