// A compiled part of an expression: its type, what can come out of it, and how it reads a row.
import type { Value, ValueType } from './expression';

/** The value of a row. */
export type Reader = (row: number) => Value;

/** `type: null`: always missing, which fits every type. */
export interface Typed {
  type: ValueType | null;
  possible: readonly Value[] | null;
  bind(readerOf: (column: string) => Reader): Reader;
}

/** More values than these are not followed. */
const mostPossible = 1000;

export function literal(value: Value): Typed {
  const type =
    value === null ? null : typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean');
  return { type, possible: [value], bind: () => () => value };
}

/** A value that is missing where one of the operands is. */
export function strict(
  operands: readonly Typed[],
  type: ValueType,
  of: (values: Exclude<Value, null>[]) => Value,
): Typed {
  const known = (values: Value[]): Value => {
    for (const value of values) if (value === null) return null;
    const result = of(values as Exclude<Value, null>[]);
    return typeof result === 'number' && !Number.isFinite(result) ? null : result;
  };
  return {
    type,
    possible: possibleOf(operands, known),
    bind(readerOf) {
      const readers = operands.map((operand) => operand.bind(readerOf));
      const [first, second] = readers;
      if (readers.length === 1 && first) return (row) => known([first(row)]);
      if (readers.length === 2 && first && second) return (row) => known([first(row), second(row)]);
      return (row) => known(readers.map((reader) => reader(row)));
    },
  };
}

/** What can come out where every operand has few values. */
function possibleOf(operands: readonly Typed[], of: (values: Value[]) => Value): Value[] | null {
  let rows: Value[][] = [[]];
  for (const { possible } of operands) {
    if (!possible || rows.length * possible.length > mostPossible) return null;
    rows = rows.flatMap((row) => possible.map((value) => [...row, value]));
  }
  return [...new Set(rows.map(of))];
}

export function union(operands: readonly Typed[]): Value[] | null {
  const all = operands.flatMap(({ possible }) => possible ?? []);
  return operands.some(({ possible }) => possible === null) || all.length > mostPossible
    ? null
    : [...new Set(all)];
}
