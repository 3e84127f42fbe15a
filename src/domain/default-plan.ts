// A first guess of what a table is for: its target, its task and the role of each column, from names and profiles.
// Only a start that people correct: it reads no cells and never decides that an attribute is protected.
import { columnTypes } from '../contract/data/column-types';
import type { Column, ColumnProfile, ColumnRole, DatasetVersion } from '../contract/data/dataset';
import type { Task } from '../contract/model/recipe';
import { classLimits } from './class-limits';
import { tasks } from './tasks/registry';

/** What `guessPlan` found; null where nothing fits. */
export interface PlanGuess {
  target: string | null;
  task: Task | null;
  roles: Record<string, ColumnRole>;
}

/** Names that a target goes by, the surest first. */
const targetNames = [
  ...['target', 'label', 'labels', 'y', '标签', '目标', '目标值', '目标变量', '因变量', 'ground_truth'],
  ...['survived', 'churn', 'churned', 'exited', 'attrition', 'default', 'defaulted', 'fraud', 'is_fraud'],
  ...['isfraud', 'species', 'diagnosis', 'outcome', 'readmitted', 'failure', 'defect', 'sentiment', 'intent'],
  ...['违约', '是否违约', '流失', '是否流失', '欺诈', '是否欺诈', '诊断', '诊断结果', '结果', '故障', '情感'],
  ...[
    'class',
    '类别',
    '类',
    '分类',
    'category',
    'result',
    'response',
    'approved',
    'status',
    'quality',
    'grade',
  ],
  ...[
    'price',
    'saleprice',
    'medv',
    'salary',
    'wage',
    'income',
    'revenue',
    'sales',
    'demand',
    'amount',
    'score',
  ],
  ...['价格', '房价', '售价', '工资', '收入', '销量', '销售额', '需求', '金额', '评分', '得分'],
];
const classNames = new Set(targetNames.slice(0, targetNames.indexOf('price')));
const identifierWords = new Set(['id', 'ids', 'uuid', 'guid', 'key', 'index', 'idx', 'no', 'nr', 'rownum']);
const identifierEnd =
  /(customer|client|user|member|account|patient|passenger|employee|student|order|transaction|policy|product|item|loan|row|record|case|serial)_?(id|no|nr|num|number)$|^unnamed: ?\d+$|^$|编号|序号|学号|工号|账号|单号|卡号|流水号|身份证|主键/;

/** Target, task and roles that fit the dataset best; a person may change all of them. */
export function guessPlan(dataset: DatasetVersion): PlanGuess {
  const profiles = new Map(dataset.profiles.map((profile) => [profile.name, profile]));
  const described = dataset.columns.flatMap((column) => {
    const profile = profiles.get(column.name);
    return profile ? [{ column, profile, role: guessRole(column, profile, dataset.rows) }] : [];
  });
  const candidates = described.filter(
    ({ column, profile, role }) => role === 'feature' && taskOf(column, profile) !== null,
  );
  let best: (typeof candidates)[number] | undefined;
  let bestRank = Infinity;
  for (const candidate of candidates) {
    const rank = targetRank(candidate.column.name);
    if (rank < bestRank) {
      best = candidate;
      bestRank = rank;
    }
  }
  best ??= candidates.findLast(
    ({ column, profile }) =>
      columnTypes[column.type].target.quantity || profile.distinct <= classLimits.guessedTarget,
  );
  const roles = Object.fromEntries(
    described.map(({ column, role }) => [column.name, column === best?.column ? 'target' : role]),
  );
  return {
    target: best?.column.name ?? null,
    task: best ? taskOf(best.column, best.profile) : null,
    roles,
  };
}

/** The task that a target column asks for; null where no model of ours can learn it. */
export function taskOf(column: Column, profile: ColumnProfile): Task | null {
  const { distinct } = profile;
  const { type, name } = column;
  if (distinct < 2 || (type === 'number' && profile.number === null)) return null;
  const namedLikeClasses = targetWords(name).some((word) => classNames.has(word));
  const facts = { type, distinct, whole: type === 'number' && isWhole(profile), namedLikeClasses };
  return tasks.find(({ target }) => target.suits(facts))?.name ?? null;
}

function guessRole(column: Column, profile: ColumnProfile, rows: number): ColumnRole {
  const present = rows - profile.missing;
  const type = columnTypes[column.type];
  if (type.feature === 'alone') return 'feature';
  if (profile.distinct < 2) return 'ignored';
  // Distinct values are counted exactly up to 100,000 only.
  const nearlyUnique = profile.distinct >= Math.min(0.95 * present, 100_000) && present > 1;
  const countable = type.identifies === 'always' || isWhole(profile);
  if (nearlyUnique && countable && isIdentifierName(column.name)) return 'identifier';
  if (type.feature === null) return 'ignored';
  if (type.target.classes === 'any' && profile.distinct > Math.max(classLimits.proposed, 0.5 * present))
    return 'ignored';
  return 'feature';
}

/** Whether the values look like whole numbers, as far as the profile can tell: the cells are not looked at. */
function isWhole({ number, distinct }: ColumnProfile): boolean {
  if (number === null) return false;
  const span = number.max - number.min + 1;
  return [number.min, number.max, 2 * number.median].every(Number.isInteger) && distinct <= span;
}

function targetRank(name: string): number {
  const [whole, ...words] = targetWords(name);
  const exact = targetNames.indexOf(whole ?? '');
  if (exact >= 0) return exact;
  // A word inside a longer name is a weaker sign than the whole name: `loan_default`, but also `class_size`.
  const inside = words.map((word) => targetNames.indexOf(word)).filter((rank) => rank >= 0);
  return inside.length > 0 ? targetNames.length + Math.min(...inside) : Infinity;
}

/** The whole name in lower case, then its last word: `loanDefault` → `loandefault`, `default`. */
function targetWords(name: string): string[] {
  const words = wordsOf(name);
  return [name.trim().toLowerCase(), ...words.slice(-1)];
}

function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function isIdentifierName(name: string): boolean {
  return (
    identifierEnd.test(name.trim().toLowerCase()) || wordsOf(name).some((word) => identifierWords.has(word))
  );
}
