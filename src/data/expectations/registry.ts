// The rules that a person may set. The next one: an entry in contract/data/quality/own-expectation.ts, its file here and its line below.
import type { Column } from '../../contract/data/dataset';
import type { OwnRule, OwnRuleKind } from '../../contract/data/quality/own-expectation';
import { definition as pattern } from './pattern';
import { definition as present } from './present';
import { definition as range } from './range';
import type { GroupFails, OwnRuleDefinition } from './rule';
import { definition as set } from './set';
import { definition as unique } from './unique';

const definitions: { [K in OwnRuleKind]: OwnRuleDefinition<K> } = { range, set, pattern, unique, present };

/** Which rows of a column fail a rule. @throws PatternError where a pattern cannot be used */
export function failsOf(rule: OwnRule, column: Column): GroupFails {
  // Each kind's definition takes its own rule, which a union cannot say.
  return (definitions[rule.kind] as unknown as OwnRuleDefinition).fails(rule, column);
}
