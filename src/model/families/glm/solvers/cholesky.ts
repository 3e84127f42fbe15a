// Symmetric positive semidefinite systems. Columns that depend on earlier ones get 0 rather than a huge coefficient, as R's lm does.

/** A pivot this small beside its diagonal is rounding: the column is a combination of earlier ones. */
const dependentBelow = 1e-11;

/**
 * Solves A x = b by A = L Lᵀ; `a` [n, n], row-major, only its lower triangle is read, and is overwritten by L. Where A is singular, x is
 * one of the solutions of the columns that are independent, with 0 for the others (Golub and Van Loan, section 4.2.8). Columns from `first` on
 * are asked for their independence before the others.
 */
export function solveSymmetric(a: Float64Array, b: Float64Array, first = 0): Float64Array {
  if (first === 0) return substitute(a, b, factorise(a, b.length));
  const n = b.length;
  const turned = turn(a, n, first);
  const right = b.map((_, at) => b[(at + first) % n]!);
  const solved = substitute(turned, right, factorise(turned, n));
  return solved.map((_, at) => solved[(at - first + n) % n]!);
}

/**
 * The inverse of A [n, n], row-major, whole; `a` as for `solveSymmetric`. Where A is singular, that of its independent columns, with 0 for
 * the others, which `dependent` marks with 1.
 */
export function inverseSymmetric(
  a: Float64Array,
  n: number,
  first = 0,
): { inverse: Float64Array; dependent: Uint8Array } {
  if (first > 0) {
    const turned = inverseSymmetric(turn(a, n, first), n);
    const place = (at: number) => (at - first + n) % n;
    return {
      inverse: turned.inverse.map((_, at) => turned.inverse[place(Math.floor(at / n)) * n + place(at % n)]!),
      dependent: turned.dependent.map((_, at) => turned.dependent[place(at)]!),
    };
  }
  const dependent = factorise(a, n);
  const inverse = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let column = 0; column < n; column++) {
    if (dependent[column]) continue;
    unit[column] = 1;
    inverse.set(substitute(a, unit, dependent), column * n);
    unit[column] = 0;
  }
  return { inverse, dependent };
}

/** The lower triangle of A with its rows and columns from `first` on before the others. */
function turn(a: Float64Array, n: number, first: number): Float64Array {
  const turned = new Float64Array(n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column <= row; column++) {
      const [i, j] = [(row + first) % n, (column + first) % n];
      turned[row * n + column] = a[Math.max(i, j) * n + Math.min(i, j)]!;
    }
  return turned;
}

/** Overwrites the lower triangle of A by L; marks the columns that are a combination of earlier ones. */
function factorise(a: Float64Array, n: number): Uint8Array {
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
  return left;
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
