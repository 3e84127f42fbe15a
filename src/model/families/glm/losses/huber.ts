// Huber's loss with the scale of the residuals fitted beside the coefficients (Huber and Ronchetti 2009, section 7.7; Owen 2007), half of
// what scikit-learn's HuberRegressor minimises: ½σ + ½r²/σ where |r| ≤ ε σ, else ½σ + ε|r| − ½ε²σ. Convex in coefficients and σ together.
import type { Link } from './row-loss';

/** Below this part of the target's spread a scale is rounding: most rows are met exactly. */
const smallestScale = 1e-9;

/** `epsilon`: multiples of the scale from which a residual counts by its size rather than its square. */
export function huber(epsilon: number): Link {
  return {
    outputs: 1,
    isQuadratic: false,
    residuals(z, rows, labels, curve, { scale }) {
      const sigma = scale.value;
      if (!(sigma > smallestScale)) return Infinity;
      let loss = 0.5 * sigma * rows;
      let slope = 0.5 * rows;
      for (let row = 0; row < rows; row++) {
        const off = z[row]! - labels[row]!;
        const size = off / sigma;
        const inside = Math.abs(size) <= epsilon;
        loss += inside ? 0.5 * off * size : epsilon * Math.abs(off) - 0.5 * epsilon * epsilon * sigma;
        slope -= 0.5 * (inside ? size * size : epsilon * epsilon);
        z[row] = inside ? size : epsilon * Math.sign(off);
        curve[row] = inside ? size : Infinity;
      }
      scale.slope += slope;
      return loss;
    },
    second: (curve, row, _a, _b, scale) => (Number.isFinite(curve[row]!) ? 1 / scale : 0),
    // The second derivative of ½r²/σ over (z, σ) is vᵀv/σ of v = [1, −(z − y)/σ].
    ofScale: (curve, row) => (Number.isFinite(curve[row]!) ? -curve[row]! : 0),
  };
}
