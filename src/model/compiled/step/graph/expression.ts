// What an elementwise kernel computes for one element, as a tree that WGSL is written from. Shared subtrees are one object
// and are computed once. Not for anything that looks at more than one element: those are primitives of their own.
import { mostNumbers } from '../../../net/optimizers/formula';
import type { Tensor } from './tensor';

/** Names of the numbers of the running step that the host writes before it is replayed: those of the optimiser. */
export const parameterNames: readonly string[] = Array.from(
  { length: mostNumbers },
  (_, index) => `number${index}`,
);

export type UnaryName = 'neg' | 'exp' | 'sqrt' | 'abs' | 'sign' | 'tanh' | 'erf' | 'reciprocal';
export type BinaryName = 'add' | 'sub' | 'mul' | 'div' | 'max' | 'min' | 'less' | 'equal';

/** Where along one axis of the input an output's element is found: `(at − before) / divide · times + after`. */
export interface AxisView {
  /** Which axis of the output is walked. */
  axis: number;
  before: number;
  divide: number;
  /** Elements between multiples of `divide` are 0, else they repeat. */
  exact: boolean;
  times: number;
  after: number;
}

/** An axis that is walked as it is. */
export const still = (axis: number): AxisView => ({
  axis,
  before: 0,
  divide: 1,
  exact: false,
  times: 1,
  after: 0,
});

/** How an input is read at an output's element. Outside the input there is 0. */
export type View =
  /** As NumPy does: axes aligned from the right, lengths of 1 stretched. */
  | { kind: 'broadcast' }
  | { kind: 'affine'; axes: readonly AxisView[] }
  /** The first axis is the batch: its rows stand in `source` where `order` says for this step. */
  | { kind: 'ordered'; order: Tensor }
  /** The last axis is a row's; which row, `ids` [all other axes] says. Ids outside are taken to the nearest inside. */
  | { kind: 'looked-up'; ids: Tensor };

export type Expression =
  | { kind: 'read'; tensor: Tensor; view: View }
  | { kind: 'constant'; value: number }
  | { kind: 'parameter'; name: string }
  /** The element's place along an axis, counted from the last (0 is the last). */
  | { kind: 'coordinate'; fromLast: number; modulo?: number }
  /** Uniform in [0, 1), by seed, stream, step and element. */
  | { kind: 'random'; stream: number }
  | { kind: 'unary'; name: UnaryName; of: Expression }
  | { kind: 'binary'; name: BinaryName; left: Expression; right: Expression }
  /** `then` where the condition is not 0. */
  | { kind: 'where'; condition: Expression; then: Expression; otherwise: Expression };

const broadcast: View = { kind: 'broadcast' };

/** A tensor's element at the same place, broadcast where it has fewer. */
export function read(tensor: Tensor, view: View = broadcast): Expression {
  return { kind: 'read', tensor, view };
}

export const constant = (value: number): Expression => ({ kind: 'constant', value });
export const parameter = (index: number): Expression => ({ kind: 'parameter', name: parameterNames[index]! });
export const coordinate = (fromLast: number): Expression => ({ kind: 'coordinate', fromLast });
export const random = (stream: number): Expression => ({ kind: 'random', stream });

const one =
  (name: UnaryName) =>
  (of: Expression): Expression => ({ kind: 'unary', name, of });
const two =
  (name: BinaryName) =>
  (left: Expression, right: Expression): Expression => ({ kind: 'binary', name, left, right });

export const neg = one('neg');
export const exp = one('exp');
export const sqrt = one('sqrt');
export const abs = one('abs');
export const sign = one('sign');
export const tanh = one('tanh');
export const erf = one('erf');
export const reciprocal = one('reciprocal');
export const div = two('div');
export const max = two('max');
export const min = two('min');
export const less = two('less');
export const equal = two('equal');

export function add(left: Expression, right: Expression): Expression {
  if (isConstant(left, 0)) return right;
  if (isConstant(right, 0)) return left;
  return { kind: 'binary', name: 'add', left, right };
}

export function sub(left: Expression, right: Expression): Expression {
  return isConstant(right, 0) ? left : { kind: 'binary', name: 'sub', left, right };
}

export function mul(left: Expression, right: Expression): Expression {
  if (isConstant(left, 1)) return right;
  if (isConstant(right, 1)) return left;
  return { kind: 'binary', name: 'mul', left, right };
}

export function where(condition: Expression, then: Expression, otherwise: Expression): Expression {
  return { kind: 'where', condition, then, otherwise };
}

function isConstant(expression: Expression, value: number): boolean {
  return expression.kind === 'constant' && expression.value === value;
}

/** The expressions right below one. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unary':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
    case 'where':
      return [expression.condition, expression.then, expression.otherwise];
    default:
      return [];
  }
}

/** Every expression of a tree, each once. */
export function walk(root: Expression, seen = new Set<Expression>()): Set<Expression> {
  if (seen.has(root)) return seen;
  seen.add(root);
  for (const operand of operandsOf(root)) walk(operand, seen);
  return seen;
}

/** The reads of a tree. */
export function readsOf(root: Expression): Extract<Expression, { kind: 'read' }>[] {
  return [...walk(root)].filter((expression) => expression.kind === 'read');
}
