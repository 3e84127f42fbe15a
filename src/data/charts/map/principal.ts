// Principal components of a symmetric matrix, by Jacobi's rotations: exact to the last digits, and quick for a hundred dimensions.

/** Eigenvalues and eigenvectors, the largest first. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array[];
}

const mostSweeps = 60;

/**
 * Of a symmetric matrix, line by line. The entry of a vector that is furthest from zero is positive, as scikit-learn has it.
 * Source: Golub and Van Loan, Matrix Computations, §8.5 (cyclic Jacobi).
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let index = 0; index < size; index++) vectors[index * size + index] = 1;
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a, size) > 0; sweep++)
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  const order = Array.from({ length: size }, (_, index) => index).sort(
    (one, other) => a[other * size + other]! - a[one * size + one]! || one - other,
  );
  return {
    values: Float64Array.from(order, (index) => a[index * size + index]!),
    vectors: order.map((index) =>
      withSign(Float64Array.from({ length: size }, (_, row) => vectors[row * size + index]!)),
    ),
  };
}

/** What is left beside the diagonal; 0 once it is beyond what doubles can tell. */
function offDiagonal(a: Float64Array, size: number): number {
  let [off, whole] = [0, 0];
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const square = a[row * size + column]! ** 2;
      whole += square;
      if (row !== column) off += square;
    }
  return off <= whole * 1e-30 ? 0 : off;
}

function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [akp, akq] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = c * akp - s * akq;
    a[k * size + q] = s * akp + c * akq;
  }
  for (let k = 0; k < size; k++) {
    const [apk, aqk] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = c * apk - s * aqk;
    a[q * size + k] = s * apk + c * aqk;
    const [vkp, vkq] = [vectors[k * size + p]!, vectors[k * size + q]!];
    vectors[k * size + p] = c * vkp - s * vkq;
    vectors[k * size + q] = s * vkp + c * vkq;
  }
}

function withSign(vector: Float64Array): Float64Array {
  const furthest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return furthest < 0 ? vector.map((value) => -value) : vector;
}
