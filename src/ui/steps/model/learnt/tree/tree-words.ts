// Nodes of trees in words: conditions of columns with their values, what leaves say, what a row has.
import type { NodeCondition, PathValue, TreeNode } from '../../../../../contract/model/explanation';
import { formatDay, formatNumber, formatPercent, formatSignificant, none } from '../../../../../i18n/format';
import { m } from '../../../../../i18n/paraglide/messages.js';

/** Levels that a condition names; more are counted. */
const mostLevels = 3;

type Among = Extract<NodeCondition, { kind: 'among' }>;

const parts: Record<string, (() => string) | undefined> = {
  year: m.model_tree_part_year,
  month: m.model_tree_part_month,
  weekday: m.model_tree_part_weekday,
  hour: m.model_tree_part_hour,
  day: m.model_tree_part_day,
};

/** What a node asks; of a table with all of its levels. */
export function conditionWords(condition: NodeCondition, whole = false): string {
  const { column } = condition;
  if (condition.kind === 'among') return amongWords(condition, whole);
  const { part, cut } = condition;
  // Only what is missing goes the other way.
  if (cut === Infinity) return m.model_tree_any({ column });
  const value = part === 'day' ? formatDay(cut) : formatCut(cut);
  if (part === undefined) return m.model_tree_below({ column, cut: value });
  return m.model_tree_below_part({ column, part: parts[part]?.() ?? part, cut: value });
}

function formatCut(cut: number): string {
  return Math.abs(cut) >= 1e6 || Number.isInteger(cut) ? formatNumber(cut) : formatSignificant(cut, 6);
}

/** By the shorter list: what it is, or what it is not. */
function amongWords({ column, levels, except, others }: Among, whole: boolean): string {
  if (others && except.length === 0) return m.model_tree_any({ column });
  if (others && except.length <= levels.length)
    return m.model_tree_not({ column, levels: listWords(except.map(quoted), whole) });
  const names = [...levels.map(quoted), ...(others ? [m.model_tree_others()] : [])];
  return m.model_tree_among({ column, levels: listWords(names, whole) });
}

const quoted = (level: string): string => `“${level}”`;

function listWords(names: readonly string[], whole: boolean): string {
  const last = names.at(-1);
  if (last === undefined) return none;
  if (names.length === 1) return last;
  if (whole || names.length <= mostLevels)
    return m.model_tree_list_end({ first: names.slice(0, -1).join(', '), last });
  const shown = names.slice(0, mostLevels).join(', ');
  return m.model_tree_among_more({ levels: shown, count: formatNumber(names.length - mostLevels) });
}

/** What a row has at a condition. */
export function valueWords(value: PathValue, condition: NodeCondition | null): string {
  if (value === null) return m.model_tree_missing();
  if (typeof value === 'string') return value === '' ? m.model_tree_others() : value;
  return condition?.kind === 'below' && condition.part === 'day' ? formatDay(value) : formatCut(value);
}

/** A number that a tree says. */
export function saysWords(value: number, isShare: boolean): string {
  return isShare ? formatPercent(value) : formatSignificant(value, 4);
}

/** A node as one line. */
export function nodeWords({ condition, value, label }: TreeNode): string {
  if (condition) return conditionWords(condition);
  return label === undefined
    ? m.model_tree_leaf({ value: saysWords(value, false) })
    : m.model_tree_leaf_label({ label, value: saysWords(value, true) });
}

/** How many of the rows come to a node. */
export function coverWords({ cover }: TreeNode): string {
  return m.model_tree_cover({ share: formatPercent(cover) });
}
