// The rules by which a threshold can be chosen, in words, and what accuracy is worth beside always giving the same answer.
import type { DecisionRule } from '../../../../contract/model/decision';
import type { ClassJudgement } from '../../../../contract/model/judgement';
import { formatNumber, formatPercent } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';

export type RuleKind = DecisionRule['kind'];

/** In the order in which they are offered; the first is the default. */
export const rules: readonly { value: RuleKind; label: () => string }[] = [
  { value: 'f1', label: m.threshold_rule_f1 },
  { value: 'cost', label: m.threshold_rule_cost },
  { value: 'recall', label: m.threshold_rule_recall },
  { value: 'accuracy', label: m.threshold_rule_accuracy },
  { value: 'fixed', label: m.threshold_rule_fixed },
];

interface RuleValues {
  alarm: number;
  miss: number;
  least: number;
  fixed: number;
}

/** The rule of a kind with the values of the form. */
export function ruleOf(kind: RuleKind, { alarm, miss, least, fixed }: RuleValues): DecisionRule {
  switch (kind) {
    case 'cost':
      return { kind, falsePositive: alarm, falseNegative: miss };
    case 'recall':
      return { kind, least };
    case 'fixed':
      return { kind, threshold: fixed };
    default:
      return { kind };
  }
}

/** How the threshold was chosen. */
export function ruleText(rule: DecisionRule): string {
  switch (rule.kind) {
    case 'f1':
      return m.threshold_by_f1();
    case 'accuracy':
      return m.threshold_by_accuracy();
    case 'cost':
      return m.threshold_by_cost({
        alarm: formatNumber(rule.falsePositive),
        miss: formatNumber(rule.falseNegative),
      });
    case 'recall':
      return m.threshold_by_recall({ least: formatPercent(rule.least) });
    case 'fixed':
      return m.threshold_by_fixed();
  }
}

/** The accuracy on test, and the share of the most frequent class: what always answering it would reach. Null without rows. */
export function majorityOf({ confusion, classes }: Pick<ClassJudgement, 'confusion' | 'classes'>) {
  const sizes = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  if (rows === 0) return null;
  const largest = Math.max(...sizes);
  const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  return { accuracy: right / rows, share: largest / rows, name: classes[sizes.indexOf(largest)] ?? '' };
}
