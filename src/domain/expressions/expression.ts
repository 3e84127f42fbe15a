// What the parts of an expression are: the language in which a person derives a column or filters rows. docs/expressions.md tells it.
// An expression is parsed, checked against the columns, and compiled to closures; text is never run as code.

/** What a value is. A date is a number of milliseconds since 1970. */
export type ValueType = 'number' | 'text' | 'boolean' | 'date';
/** A value; null where it is missing. */
export type Value = number | string | boolean | null;

/** Where in the text something stands: the first character, and how many. */
export interface Span {
  at: number;
  length: number;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '^' | '&' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or';

/** An expression as it was written. */
export type Node = Span &
  (
    | { kind: 'literal'; value: number | string | boolean | null }
    | { kind: 'column'; name: string }
    | { kind: 'unary'; operator: '-' | 'not'; operand: Node }
    | { kind: 'binary'; operator: BinaryOperator; left: Node; right: Node }
    | { kind: 'in'; value: Node; among: Node[] }
    | { kind: 'call'; name: string; args: Node[] }
    /** A function over the rows of a group; `rows`: over so many, the row itself being the last. */
    | {
        kind: 'window';
        name: string;
        args: Node[];
        by: Node[];
        order: { value: Node; descending: boolean }[];
        rows: (Span & { count: number }) | null;
      }
  );

/** What is wrong with an expression; the words are messages (`expression_<problem>`). */
export const expressionProblems = [
  'empty',
  'too_long',
  'too_deep',
  'unexpected',
  'unfinished',
  'unclosed',
  'unknown_column',
  'unknown_function',
  'argument_count',
  'argument_type',
  'window_needed',
  'window_nested',
  'window_order',
  'window_rows',
  'window_needs_rows',
] as const;
export type ExpressionProblem = (typeof expressionProblems)[number];

/** An expression that cannot be used, with the character at which it goes wrong. */
export class ExpressionError extends Error {
  readonly problem: ExpressionProblem;
  readonly span: Span;
  /** What stands there, or what was expected; for the message. */
  readonly params: Record<string, string | number>;
  constructor(
    problem: ExpressionProblem,
    { at, length }: Span,
    params: Record<string, string | number> = {},
  ) {
    super(`${problem} at character ${at + 1}`);
    this.name = 'ExpressionError';
    this.problem = problem;
    this.span = { at, length };
    this.params = params;
  }
}
