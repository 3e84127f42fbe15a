// An expression checked against columns and compiled to closures. Every value may be missing: arithmetic with a missing value, a division by
// zero and whatever is no finite number give missing; `and` and `or` are decided by what is known.
import { ExpressionError, type BinaryOperator, type Node, type Value, type ValueType } from './expression';
import { dateOf, functions, specialFunctions, type FunctionEntry } from './functions';
import { isoText } from './iso-text';
import { parseExpression } from './parse';
import { literal, strict, union, type Reader, type Typed } from './typed';
import { needsWindow, windowNames, windowOf, type Window } from './windows';

/** A column as an expression sees it; `levels` of one whose values are few and known. */
export interface ExpressionColumn {
  type: ValueType;
  levels?: readonly string[];
}

/** An expression that is ready to be run on rows. */
export interface Program {
  type: ValueType;
  /** Every value that can come out, where these are few; null where they are not known beforehand. */
  possible: readonly Value[] | null;
  /** Names of the columns it reads. */
  columns: readonly string[];
  /** Values over several rows that it reads under their keys, as it reads columns. */
  windows: readonly Window[];
  /** The value of each row, given each column's and each window's. */
  bind(readerOf: (column: string) => Reader): Reader;
}

const dayMs = 86_400_000;

/** Checks and compiles. @throws ExpressionError with the character at which the expression goes wrong. */
export function compileExpression(text: string, columns: ReadonlyMap<string, ExpressionColumn>): Program {
  const used = new Set<string>();
  const windows: Window[] = [];
  const { type, possible, bind } = compile(parseExpression(text), { columns, used, windows });
  return { type: type ?? 'number', possible, bind, columns: [...used], windows };
}

interface Scope {
  columns: ReadonlyMap<string, ExpressionColumn>;
  used: Set<string>;
  /** null inside a window. */
  windows: Window[] | null;
}

function compile(node: Node, scope: Scope): Typed {
  switch (node.kind) {
    case 'literal':
      return literal(node.value);
    case 'column':
      return column(node, scope);
    case 'unary':
      return node.operator === 'not'
        ? strict([expected(node.operand, 'boolean', scope)], 'boolean', ([value]) => value !== true)
        : strict([expected(node.operand, 'number', scope)], 'number', ([value]) => -Number(value));
    case 'binary':
      return binary(node, scope);
    case 'in':
      return among(node, scope);
    case 'call':
      return call(node, scope);
    case 'window':
      return window(node, scope);
  }
}

function window(node: Node & { kind: 'window' }, { windows, ...scope }: Scope): Typed {
  if (!windows) throw new ExpressionError('window_nested', node);
  // No column's name begins so: it would not survive the opening of a file.
  const key = `\u0000window ${windows.length}`;
  const made = windowOf(node, key, (part) => compile(part, { ...scope, windows: null }));
  windows.push(made);
  const { type, arg } = made;
  const possible =
    type === 'text' || type === 'boolean' ? union([arg ?? literal(null), literal(null)]) : null;
  return { type, possible, bind: (readerOf) => readerOf(key) };
}

function column(node: Node & { kind: 'column' }, { columns, used }: Scope): Typed {
  const found = columns.get(node.name);
  if (!found) throw new ExpressionError('unknown_column', node, { found: node.name });
  used.add(node.name);
  const possible = found.type === 'boolean' ? [true, false] : (found.levels ?? null);
  return { type: found.type, possible, bind: (readerOf) => readerOf(node.name) };
}

/** An operand of a type; what is always missing fits. */
function expected(node: Node, type: ValueType, scope: Scope): Typed {
  return demand(node, compile(node, scope), type);
}

function demand(node: Node, typed: Typed, type: ValueType): Typed {
  if (typed.type === null || typed.type === type) return typed;
  throw new ExpressionError('argument_type', node, { expected: type, found: typed.type });
}

const arithmetic: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  /** Of the sign of the divisor, as spreadsheets do. */
  '%': (a, b) => a - b * Math.floor(a / b),
  '^': (a, b) => a ** b,
};

function binary(node: Node & { kind: 'binary' }, scope: Scope): Typed {
  const { operator } = node;
  if (operator === 'and' || operator === 'or') return logical(node, operator === 'or', scope);
  if (operator === '&')
    return strict(
      [asText(compile(node.left, scope)), asText(compile(node.right, scope))],
      'text',
      ([a, b]) => `${a}${b}`,
    );
  const of = arithmetic[operator];
  if (!of) return compare(node, scope);
  const left = compile(node.left, scope);
  if (left.type === 'date' && (operator === '-' || operator === '+'))
    return dateArithmetic(node, left, scope);
  const operands = [demand(node.left, left, 'number'), expected(node.right, 'number', scope)];
  return strict(operands, 'number', ([a, b]) => of(Number(a), Number(b)));
}

/** A date plus or minus days is a date; two dates have days between them. */
function dateArithmetic(node: Node & { kind: 'binary' }, left: Typed, scope: Scope): Typed {
  const right = compile(node.right, scope);
  if (node.operator === '-' && right.type === 'date')
    return strict([left, right], 'number', ([a, b]) => (Number(a) - Number(b)) / dayMs);
  const days = demand(node.right, right, 'number');
  const sign = node.operator === '-' ? -dayMs : dayMs;
  return strict([left, days], 'date', ([date, count]) => Number(date) + sign * Number(count));
}

function logical(node: Node & { kind: 'binary' }, deciding: boolean, scope: Scope): Typed {
  const left = expected(node.left, 'boolean', scope);
  const right = expected(node.right, 'boolean', scope);
  return {
    type: 'boolean',
    possible: [true, false, null],
    bind(readerOf) {
      const [a, b] = [left.bind(readerOf), right.bind(readerOf)];
      return (row) => {
        const first = a(row);
        if (first === deciding) return deciding;
        const second = b(row);
        if (second === deciding) return deciding;
        return first === null || second === null ? null : !deciding;
      };
    },
  };
}

const orders: Partial<Record<BinaryOperator, (a: Value, b: Value) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => (a ?? 0) < (b ?? 0),
  '<=': (a, b) => (a ?? 0) <= (b ?? 0),
  '>': (a, b) => (a ?? 0) > (b ?? 0),
  '>=': (a, b) => (a ?? 0) >= (b ?? 0),
};

function compare(node: Node & { kind: 'binary' }, scope: Scope): Typed {
  const [left, right] = sameType(
    node.left,
    compile(node.left, scope),
    node.right,
    compile(node.right, scope),
  );
  const of = orders[node.operator];
  if (!of) throw new ExpressionError('unexpected', node, { found: node.operator });
  return strict([left, right], 'boolean', ([a, b]) => of(a ?? null, b ?? null));
}

/** Two operands of one type; a date may be compared with a text that is a day. */
function sameType(leftNode: Node, left: Typed, rightNode: Node, right: Typed): [Typed, Typed] {
  if (left.type === right.type || left.type === null || right.type === null) return [left, right];
  const rightDate = left.type === 'date' ? asDate(rightNode) : null;
  if (rightDate) return [left, rightDate];
  const leftDate = right.type === 'date' ? asDate(leftNode) : null;
  if (leftDate) return [leftDate, right];
  throw new ExpressionError('argument_type', rightNode, { expected: left.type, found: right.type });
}

function asDate(node: Node): Typed | null {
  const date = node.kind === 'literal' && typeof node.value === 'string' ? dateOf(node.value) : null;
  return date === null ? null : { ...literal(date), type: 'date' };
}

/** A value as text; a date as its ISO day, with the time where it has one. */
function asText(typed: Typed): Typed {
  if (typed.type === 'text') return typed;
  const isDate = typed.type === 'date';
  return strict([typed], 'text', ([value]) => (isDate ? isoText(Number(value)) : String(value)));
}

function among(node: Node & { kind: 'in' }, scope: Scope): Typed {
  const value = compile(node.value, scope);
  const items = node.among.map((item) => sameType(node.value, value, item, compile(item, scope))[1]);
  return strict([value, ...items], 'boolean', ([first, ...rest]) => rest.some((each) => each === first));
}

function call(node: Node & { kind: 'call' }, scope: Scope): Typed {
  if (node.name === 'if') return conditional(node, scope);
  if (node.name === 'coalesce') return firstKnown(node, scope);
  if (node.name === 'is_missing') {
    countArguments(node, 1, 1);
    const [operand] = node.args.map((each) => compile(each, scope));
    return {
      type: 'boolean',
      possible: [true, false],
      bind(readerOf) {
        const read = operand?.bind(readerOf);
        return (row) => read?.(row) === null;
      },
    };
  }
  if (node.name === 'text') {
    countArguments(node, 1, 1);
    return asText(compile(node.args[0] ?? node, scope));
  }
  const entry = functions.get(node.name);
  if (!entry && needsWindow(node.name))
    throw new ExpressionError('window_needed', node, { found: node.name });
  if (!entry) throw new ExpressionError('unknown_function', node, { found: node.name });
  const operands = argumentsOf(node, entry, scope);
  return strict(operands, entry.returns, (values) => entry.call(values));
}

function argumentsOf(
  node: Node & { kind: 'call' },
  { args, optional = 0, repeats = false }: FunctionEntry,
  scope: Scope,
): Typed[] {
  countArguments(node, repeats ? 1 : args.length - optional, repeats ? Infinity : args.length);
  return node.args.map((each, index) => expected(each, args[index] ?? args.at(-1) ?? 'text', scope));
}

function countArguments(node: Node & { kind: 'call' }, least: number, most: number): void {
  const count = node.args.length;
  if (count >= least && count <= most) return;
  const expectedCount = count < least ? least : most;
  throw new ExpressionError('argument_count', node, {
    name: node.name,
    expected: expectedCount,
    found: count,
  });
}

/** if(condition, then, otherwise); without the last one, missing. A missing condition gives missing. */
function conditional(node: Node & { kind: 'call' }, scope: Scope): Typed {
  countArguments(node, 2, 3);
  const [condition, yes, no] = node.args;
  if (!condition || !yes) throw new ExpressionError('unfinished', node);
  const test = expected(condition, 'boolean', scope);
  const [then, otherwise] = no
    ? sameType(yes, compile(yes, scope), no, compile(no, scope))
    : [compile(yes, scope), literal(null)];
  return {
    type: then.type ?? otherwise.type,
    possible: union([then, otherwise]),
    bind(readerOf) {
      const [decide, a, b] = [test.bind(readerOf), then.bind(readerOf), otherwise.bind(readerOf)];
      return (row) => {
        const holds = decide(row);
        return holds === null ? null : holds === true ? a(row) : b(row);
      };
    },
  };
}

function firstKnown(node: Node & { kind: 'call' }, scope: Scope): Typed {
  countArguments(node, 1, Infinity);
  const operands = node.args.map((each) => compile(each, scope));
  const type = operands.find((each) => each.type !== null)?.type ?? null;
  operands.forEach((each, index) => {
    const arg = node.args[index];
    if (arg && type !== null && each.type !== null && each.type !== type)
      throw new ExpressionError('argument_type', arg, { expected: type, found: each.type });
  });
  return {
    type,
    possible: union(operands),
    bind(readerOf) {
      const readers = operands.map((operand) => operand.bind(readerOf));
      return (row) => {
        for (const read of readers) {
          const value = read(row);
          if (value !== null) return value;
        }
        return null;
      };
    },
  };
}

/** Every function that can be called, for lists and help. */
export const functionNames: readonly string[] = [
  ...new Set([...specialFunctions, ...functions.keys(), ...windowNames]),
].sort();
