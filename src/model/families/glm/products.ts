// Products of a block of samples with parameters: outputs from parameters, and back to a gradient. Parameters are [width + 1, outputs], the
// intercepts in the last row. Columns are centred by `means` as they are read; sparse blocks are not centred. Outputs are taken four at
// a time, which keeps their sums in registers and takes a third of the time.
import type { Block } from './design';

/** What both products are over. */
export interface Operands {
  block: Block;
  outputs: number;
  means: Float64Array;
}

/** z [rows, outputs] = (x − means) · parameters + intercepts. */
export function forward(operands: Operands, parameters: Float64Array, z: Float64Array): void {
  const { outputs, block } = operands;
  let k = 0;
  for (; k + 4 <= outputs; k += 4) (block.sparse ? sparseFour : denseFour)(operands, k, parameters, z);
  for (; k < outputs; k++) (block.sparse ? sparseOne : denseOne)(operands, k, parameters, z);
}

/** gradient [width + 1, outputs] += (x − means)ᵀ · r, with the sums of r in the last row. */
export function backward(operands: Operands, r: Float64Array, gradient: Float64Array): void {
  const { outputs, block, means } = operands;
  const intercepts = means.length * outputs;
  for (let row = 0; row < block.rows; row++)
    for (let k = 0; k < outputs; k++) gradient[intercepts + k]! += r[row * outputs + k]!;
  let k = 0;
  for (; k + 4 <= outputs; k += 4) (block.sparse ? sparseFourBack : denseFourBack)(operands, k, r, gradient);
  for (; k < outputs; k++) (block.sparse ? sparseOneBack : denseOneBack)(operands, k, r, gradient);
}

/** A row of a block, centred, with 1 for the intercept at its end. */
export function rowOf(
  { features, sparse }: Block,
  row: number,
  means: Float64Array,
  into: Float64Array,
): void {
  const width = means.length;
  into[width] = 1;
  if (sparse) {
    into.fill(0, 0, width);
    for (let entry = sparse.starts[row]!; entry < sparse.starts[row + 1]!; entry++)
      into[sparse.columns[entry]!] = sparse.values[entry]!;
    return;
  }
  for (let column = 0; column < width; column++)
    into[column] = features![row * width + column]! - means[column]!;
}

type Product = (operands: Operands, k: number, from: Float64Array, to: Float64Array) => void;

const denseOne: Product = ({ block: { rows, features }, outputs, means }, k, parameters, z) => {
  const width = means.length;
  for (let row = 0; row < rows; row++) {
    let sum = parameters[width * outputs + k]!;
    for (let j = 0; j < width; j++)
      sum += (features![row * width + j]! - means[j]!) * parameters[j * outputs + k]!;
    z[row * outputs + k] = sum;
  }
};

const denseFour: Product = ({ block: { rows, features }, outputs, means }, k, parameters, z) => {
  const width = means.length;
  const last = width * outputs + k;
  for (let row = 0; row < rows; row++) {
    let [a, b, c, d] = [
      parameters[last]!,
      parameters[last + 1]!,
      parameters[last + 2]!,
      parameters[last + 3]!,
    ];
    for (let j = 0; j < width; j++) {
      const x = features![row * width + j]! - means[j]!;
      const at = j * outputs + k;
      a += x * parameters[at]!;
      b += x * parameters[at + 1]!;
      c += x * parameters[at + 2]!;
      d += x * parameters[at + 3]!;
    }
    const own = row * outputs + k;
    z[own] = a;
    z[own + 1] = b;
    z[own + 2] = c;
    z[own + 3] = d;
  }
};

const sparseOne: Product = ({ block: { rows, sparse }, outputs, means }, k, parameters, z) => {
  const { starts, columns, values } = sparse!;
  for (let row = 0; row < rows; row++) {
    let sum = parameters[means.length * outputs + k]!;
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++)
      sum += values[entry]! * parameters[columns[entry]! * outputs + k]!;
    z[row * outputs + k] = sum;
  }
};

const sparseFour: Product = ({ block: { rows, sparse }, outputs, means }, k, parameters, z) => {
  const { starts, columns, values } = sparse!;
  const last = means.length * outputs + k;
  for (let row = 0; row < rows; row++) {
    let [a, b, c, d] = [
      parameters[last]!,
      parameters[last + 1]!,
      parameters[last + 2]!,
      parameters[last + 3]!,
    ];
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      const x = values[entry]!;
      const at = columns[entry]! * outputs + k;
      a += x * parameters[at]!;
      b += x * parameters[at + 1]!;
      c += x * parameters[at + 2]!;
      d += x * parameters[at + 3]!;
    }
    const own = row * outputs + k;
    z[own] = a;
    z[own + 1] = b;
    z[own + 2] = c;
    z[own + 3] = d;
  }
};

const denseOneBack: Product = ({ block: { rows, features }, outputs, means }, k, r, gradient) => {
  const width = means.length;
  for (let row = 0; row < rows; row++) {
    const off = r[row * outputs + k]!;
    for (let j = 0; j < width; j++)
      gradient[j * outputs + k]! += off * (features![row * width + j]! - means[j]!);
  }
};

const denseFourBack: Product = ({ block: { rows, features }, outputs, means }, k, r, gradient) => {
  const width = means.length;
  for (let row = 0; row < rows; row++) {
    const own = row * outputs + k;
    const [a, b, c, d] = [r[own]!, r[own + 1]!, r[own + 2]!, r[own + 3]!];
    for (let j = 0; j < width; j++) {
      const x = features![row * width + j]! - means[j]!;
      const at = j * outputs + k;
      gradient[at]! += x * a;
      gradient[at + 1]! += x * b;
      gradient[at + 2]! += x * c;
      gradient[at + 3]! += x * d;
    }
  }
};

const sparseOneBack: Product = ({ block: { rows, sparse }, outputs }, k, r, gradient) => {
  const { starts, columns, values } = sparse!;
  for (let row = 0; row < rows; row++) {
    const off = r[row * outputs + k]!;
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++)
      gradient[columns[entry]! * outputs + k]! += off * values[entry]!;
  }
};

const sparseFourBack: Product = ({ block: { rows, sparse }, outputs }, k, r, gradient) => {
  const { starts, columns, values } = sparse!;
  for (let row = 0; row < rows; row++) {
    const own = row * outputs + k;
    const [a, b, c, d] = [r[own]!, r[own + 1]!, r[own + 2]!, r[own + 3]!];
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      const x = values[entry]!;
      const at = columns[entry]! * outputs + k;
      gradient[at]! += x * a;
      gradient[at + 1]! += x * b;
      gradient[at + 2]! += x * c;
      gradient[at + 3]! += x * d;
    }
  }
};
