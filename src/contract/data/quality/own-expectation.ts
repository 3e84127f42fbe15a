// What a person expects of a column: kept with the project, checked on every file that comes. One entry a rule; its check lies in a file of
// its name under data/expectations, and its words are `quality_rule_<kind>`.
import * as v from 'valibot';
import { columnTypes } from '../column-types';
import type { Column } from '../dataset';
import { finite } from '../numbers';

const name = v.pipe(v.string(), v.maxLength(4096));
/** Most expectations of a project, and most values that one lists. */
const mostExpectations = 200;
const mostValues = 1000;
/** Longest pattern, in characters. */
export const longestPattern = 500;

export const ownRule = v.variant('kind', [
  /** Numbers, or moments in milliseconds, both bounds included; null where one side is open. */
  v.strictObject({ kind: v.literal('range'), low: v.nullable(finite), high: v.nullable(finite) }),
  v.strictObject({
    kind: v.literal('set'),
    values: v.pipe(v.array(name), v.minLength(1), v.maxLength(mostValues)),
  }),
  /** In the language of domain/patterns; the whole cell is matched. */
  v.strictObject({ kind: v.literal('pattern'), pattern: v.pipe(v.string(), v.maxLength(longestPattern)) }),
  v.strictObject({ kind: v.literal('unique') }),
  v.strictObject({ kind: v.literal('present') }),
]);
export type OwnRule = v.InferOutput<typeof ownRule>;
export type OwnRuleKind = OwnRule['kind'];
export type OwnRuleOf<K extends OwnRuleKind> = Extract<OwnRule, { kind: K }>;

export const ownExpectation = v.strictObject({ id: v.string(), column: name, rule: ownRule });
export type OwnExpectation = v.InferOutput<typeof ownExpectation>;

export const ownExpectations = v.pipe(v.array(ownExpectation), v.maxLength(mostExpectations));

type Layout = (typeof columnTypes)[Column['type']]['layout'];

/** Which columns a rule can be asked of, by how their values lie. */
const layouts: Record<OwnRuleKind, readonly Layout[]> = {
  range: ['floats'],
  set: ['codes', 'texts'],
  pattern: ['codes', 'texts'],
  unique: ['floats', 'codes', 'texts'],
  present: ['floats', 'codes', 'texts'],
};

/** Every rule, in the order in which they are offered. */
export const ownRuleKinds = Object.keys(layouts) as OwnRuleKind[];

/** Whether a rule can be asked of a column. */
export function ruleFits(kind: OwnRuleKind, { type }: Pick<Column, 'type'>): boolean {
  return layouts[kind].includes(columnTypes[type].layout);
}

/** What checking one expectation gave; null for a column that is not there or holds something else. */
export interface OwnResult {
  id: string;
  failed: number | null;
}

/** What checking all of them gave. */
export interface OwnChecks {
  rows: number;
  results: OwnResult[];
  /** Rows that fail at least one. */
  failedRows: number;
}
