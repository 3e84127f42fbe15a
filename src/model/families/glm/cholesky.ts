// Symmetric positive semidefinite systems. Columns that depend on earlier ones get 0 rather than a huge coefficient, as R's lm does.

/** A pivot this small beside its diagonal is rounding: the column is a combination of earlier ones. */
const dependentBelow = 1e-11;

/**
 * Solves A x = b by A = L Lᵀ; `a` [n, n], row-major, only its lower triangle is read, and is overwritten by L. Where A is singular, x is
 * one of the solutions of the columns that are independent, with 0 for the others (Golub and Van Loan, section 4.2.8).
 */
export function solveSymmetric(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const left = new Uint8Array(n);
  for (let column = 0; column < n; column++) {
    const own = column * n;
    const before = a[own + column]!;
    let pivot = before;
    for (let k = 0; k < column; k++) pivot -= a[own + k]! ** 2;
    if (!(pivot > dependentBelow * before)) {
      left[column] = 1;
      for (let k = 0; k <= column; k++) a[own + k] = 0;
      for (let row = column + 1; row < n; row++) a[row * n + column] = 0;
      continue;
    }
    const root = Math.sqrt(pivot);
    a[own + column] = root;
    for (let row = column + 1; row < n; row++) {
      const at = row * n;
      let sum = a[at + column]!;
      for (let k = 0; k < column; k++) sum -= a[at + k]! * a[own + k]!;
      a[at + column] = sum / root;
    }
  }
  return substitute(a, b, left);
}

function substitute(l: Float64Array, b: Float64Array, left: Uint8Array): Float64Array {
  const n = b.length;
  const x = b.slice();
  for (let row = 0; row < n; row++) {
    if (left[row]) {
      x[row] = 0;
      continue;
    }
    let sum = x[row]!;
    for (let k = 0; k < row; k++) sum -= l[row * n + k]! * x[k]!;
    x[row] = sum / l[row * n + row]!;
  }
  for (let row = n - 1; row >= 0; row--) {
    if (left[row]) continue;
    let sum = x[row]!;
    for (let k = row + 1; k < n; k++) sum -= l[k * n + row]! * x[k]!;
    x[row] = sum / l[row * n + row]!;
  }
  return x;
}
