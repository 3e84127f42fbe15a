// The probability from which a binary classifier says yes. Chosen on validation, never on test, by the rule that a person chose.
import type { Decision, DecisionRule } from '../../contract/model/decision';
import { sweepScores } from './ranking';

/** The rule where nobody chose one. */
export const defaultRule: DecisionRule = { kind: 'f1' };
/** With fewer validation rows of either class a chosen threshold is chance. */
export const leastOfClass = 20;
const half = 0.5;

/** What a threshold is worth: rows at or above it that are positive (hits), and that are not (alarms). */
type Worth = (hits: number, alarms: number) => number;

/** How a rule rates thresholds; null where it names one. */
function worthOf(rule: DecisionRule, positives: number, rows: number): Worth | null {
  switch (rule.kind) {
    case 'fixed':
      return null;
    case 'f1':
      return (hits, alarms) => (2 * hits) / (hits + alarms + positives);
    case 'accuracy':
      return (hits, alarms) => (hits + rows - positives - alarms) / rows;
    case 'cost':
      return (hits, alarms) => -(alarms * rule.falsePositive + (positives - hits) * rule.falseNegative);
    case 'recall':
      // Enough of the positives first, then as few alarms as possible.
      return (hits, alarms) => (hits >= rule.least * positives ? rows - alarms : hits / (rows + 1));
  }
}

/**
 * The threshold with the most worth, half way between neighbouring probabilities; of equals the highest. Above every row where saying yes
 * to none is worth more, which never is so of F1.
 */
function bestThreshold(scores: Float32Array, labels: Int32Array, worth: Worth): number {
  // No threshold is above a row that is certain.
  let most = scores.some((score) => score >= 1) ? -Infinity : worth(0, 0);
  let best = { at: Infinity, open: false };
  sweepScores(scores, labels, 1, (hits, alarms, score) => {
    // The score after the best one is where its gap ends.
    if (best.open) best = { at: (best.at + score) / 2, open: false };
    const value = worth(hits, alarms);
    if (value > most) {
      most = value;
      best = { at: score, open: true };
    }
  });
  if (best.at === Infinity) return 1;
  return best.open ? best.at / 2 : best.at;
}

/** The best F1 of class 1 (rows at or above count as positive); 0.5 where no row is positive. */
export function bestF1Threshold(probabilityOfPositive: Float32Array, labels: Int32Array): number {
  const positives = count(labels);
  if (positives === 0) return half;
  return bestThreshold(probabilityOfPositive, labels, worthOf({ kind: 'f1' }, positives, labels.length)!);
}

const count = (labels: Int32Array) => labels.reduce((sum, label) => sum + Number(label === 1), 0);

/** The threshold of a rule on validation, and what each threshold would have meant there. */
export function decide(
  scores: Float32Array,
  labels: Int32Array,
  rule: DecisionRule,
): { threshold: number; decision: Decision } {
  const rows = labels.length;
  const positives = count(labels);
  const enough = Math.min(positives, rows - positives) >= leastOfClass;
  const worth = worthOf(rule, positives, rows);
  const chosen = worth ? (enough ? bestThreshold(scores, labels, worth) : half) : fixedOf(rule);
  const followed = worth === null || enough;
  const sweep = sweepAt(scores, labels, chosen);
  return { threshold: chosen, decision: { rule, followed, rows, positives, sweep } };
}

const fixedOf = (rule: DecisionRule) => (rule.kind === 'fixed' ? rule.threshold : half);

/** Every twentieth, and the chosen one. */
function sweepAt(scores: Float32Array, labels: Int32Array, chosen: number): Decision['sweep'] {
  const even = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
  const thresholds = [...new Set([...even, chosen])].sort((a, b) => a - b);
  return thresholds.map((threshold) => {
    let [hits, alarms] = [0, 0];
    scores.forEach((score, row) => {
      if (score < threshold) return;
      if (labels[row] === 1) hits++;
      else alarms++;
    });
    return { threshold, hits, alarms };
  });
}

/** What a threshold means for so many rows: shares, precision (null where none is flagged), recall, accuracy and cost. */
export function consequencesOf(
  { hits, alarms }: Pick<Decision['sweep'][number], 'hits' | 'alarms'>,
  { rows, positives, rule }: Pick<Decision, 'rows' | 'positives' | 'rule'>,
) {
  const misses = positives - hits;
  return {
    flagged: rows === 0 ? 0 : (hits + alarms) / rows,
    precision: hits + alarms === 0 ? null : hits / (hits + alarms),
    recall: positives === 0 ? null : hits / positives,
    accuracy: rows === 0 ? null : (rows - alarms - misses) / rows,
    cost: rule.kind === 'cost' ? alarms * rule.falsePositive + misses * rule.falseNegative : null,
  };
}
