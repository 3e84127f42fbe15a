// Windows: values over the rows of a group, such as `sum(x) over (by customer order by date rows 7)`. Here they are checked; data/table works
// them out, since that takes all rows.
import type { Aggregate } from '../../contract/data/steps/table-steps';
import { ExpressionError, type Node, type ValueType } from './expression';
import { parseExpression } from './parse';
import type { Typed } from './typed';

/** Over the last so many rows; more of them would take too long. */
const mostRows = 1000;

export type WindowFunction = Exclude<Aggregate, 'mode'> | 'lag' | 'lead' | 'row_number' | 'rank';

/** One window of an expression, ready to be worked out. */
export interface Window {
  /** By which the expression asks for its value. */
  key: string;
  name: WindowFunction;
  type: ValueType | null;
  /** null for `row_number` and `rank`. */
  arg: Typed | null;
  by: readonly Typed[];
  order: readonly { value: Typed; descending: boolean }[];
  /** Of how many rows, the row itself being the last; null: of all, or with an order of all up to it. */
  rows: number | null;
  /** Of `lag` and `lead`. */
  offset: number;
}

type WindowNode = Node & { kind: 'window' };

const numeric: readonly (ValueType | null)[] = ['number', null];
const ordered: readonly (ValueType | null)[] = ['number', 'date', null];
/** Types of the argument that a function takes; null: any. */
const takes: Record<WindowFunction, readonly (ValueType | null)[] | null> = {
  ...{ sum: numeric, sd: numeric, mean: ordered, median: ordered, min: ordered, max: ordered },
  ...{ count: null, distinct: null, first: null, last: null, lag: null, lead: null },
  ...{ row_number: null, rank: null },
};
const withoutArgument = new Set<WindowFunction>(['row_number', 'rank']);
const counts = new Set<WindowFunction>(['count', 'distinct', 'row_number', 'rank']);

/** Names of the functions that take a window. */
export const windowNames = Object.keys(takes) as WindowFunction[];
const isWindowFunction = (name: string): name is WindowFunction => Object.hasOwn(takes, name);

/** Whether a function has a value only over a window; `min` and `max` are functions of a row as well. */
export const needsWindow = (name: string): boolean =>
  isWindowFunction(name) && name !== 'min' && name !== 'max';

/** Checks a window whose parts `compile` reads. @throws ExpressionError with the character. */
export function windowOf(node: WindowNode, key: string, compile: (part: Node) => Typed): Window {
  const { name, args, by, order, rows } = node;
  if (!isWindowFunction(name)) throw new ExpressionError('unknown_function', node, { found: name });
  const offset = offsetOf(node, name);
  const [first] = args;
  const arg = first ? compile(first) : null;
  const allowed = takes[name];
  if (arg && first && allowed && !allowed.includes(arg.type))
    throw new ExpressionError('argument_type', first, { expected: 'number', found: arg.type ?? 'number' });
  if (rows !== null && !(Number.isSafeInteger(rows.count) && rows.count >= 1 && rows.count <= mostRows))
    throw new ExpressionError('window_rows', rows, { limit: mostRows });
  if (name === 'rank' && order.length === 0) throw new ExpressionError('window_order', node, { found: name });
  if (name === 'median' && order.length > 0 && rows === null)
    throw new ExpressionError('window_needs_rows', node, { found: name });
  return {
    ...{ key, name, arg, offset },
    type: counts.has(name) ? 'number' : (arg?.type ?? null),
    by: by.map(compile),
    order: order.map(({ value, descending }) => ({ value: compile(value), descending })),
    rows: rows?.count ?? null,
  };
}

/** Checks how many arguments there are, and gives the second. */
function offsetOf(node: WindowNode, name: WindowFunction): number {
  const { args } = node;
  const shifts = name === 'lag' || name === 'lead';
  const least = withoutArgument.has(name) ? 0 : 1;
  const most = shifts ? 2 : least;
  if (args.length < least || args.length > most)
    throw new ExpressionError('argument_count', node, {
      ...{ name, expected: args.length < least ? least : most, found: args.length },
    });
  const [, by] = args;
  if (!by) return 1;
  if (
    by.kind === 'literal' &&
    typeof by.value === 'number' &&
    Number.isSafeInteger(by.value) &&
    by.value >= 1
  )
    return by.value;
  throw new ExpressionError('window_rows', by, { limit: mostRows });
}

/** Whether an expression reads other rows than the one it is of; false where it is none. */
export function isWindowed(text: string): boolean {
  try {
    return hasWindow(parseExpression(text));
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return false;
    throw thrown;
  }
}

function hasWindow(node: Node): boolean {
  switch (node.kind) {
    case 'window':
      return true;
    case 'unary':
      return hasWindow(node.operand);
    case 'binary':
      return hasWindow(node.left) || hasWindow(node.right);
    case 'in':
      return hasWindow(node.value) || node.among.some(hasWindow);
    case 'call':
      return node.args.some(hasWindow);
    case 'literal':
    case 'column':
      return false;
  }
}
