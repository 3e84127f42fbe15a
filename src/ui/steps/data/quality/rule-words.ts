// What an expectation of a person's own asks, in words, and what is wrong with its pattern.
import type { Column } from '../../../../contract/data/dataset';
import type { OwnRule, OwnRuleKind } from '../../../../contract/data/quality/own-expectation';
import type { PatternError, PatternProblem } from '../../../../domain/patterns/parse-pattern';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { rangeText } from '../rows/range-text';

/** The rules by name. */
export const ruleNames: Record<OwnRuleKind, () => string> = {
  range: m.quality_rule_range,
  set: m.quality_rule_set,
  pattern: m.quality_rule_pattern,
  unique: m.quality_rule_unique,
  present: m.quality_rule_present,
};

const shownValues = 3;

/** What a rule asks of its column; the column's name stands before it. */
export function ruleText(rule: OwnRule, column: string, columns: readonly Column[]): string {
  switch (rule.kind) {
    case 'range':
      return rangeText({ ...rule, column }, columns);
    case 'set': {
      const few = rule.values.slice(0, shownValues).join(', ');
      const more = rule.values.length - shownValues;
      const levels = more > 0 ? m.data_filter_levels_more({ levels: few, more: formatNumber(more) }) : few;
      return m.quality_rule_one_of({ levels });
    }
    case 'pattern':
      return m.quality_rule_matches({ pattern: rule.pattern });
    case 'unique':
    case 'present':
      return ruleNames[rule.kind]();
  }
}

const problems: Record<PatternProblem, (inputs: { at: string }) => string> = {
  unclosed: m.quality_pattern_unclosed,
  unopened: m.quality_pattern_unopened,
  'nothing-to-repeat': m.quality_pattern_nothing,
  'bad-range': m.quality_pattern_range,
  'bad-count': m.quality_pattern_count,
  unsupported: m.quality_pattern_unsupported,
  'too-large': m.quality_pattern_large,
};

/** What is wrong with a pattern, with the character. */
export function patternWords({ problem, at }: PatternError): string {
  return problems[problem]({ at: formatNumber(at + 1) });
}
