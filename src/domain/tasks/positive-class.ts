// Which of two classes is the positive one: the one whose probability a model tells, that a threshold decides on and metrics are about.
import type { ColumnProfile } from '../../contract/data/dataset';

/** Words that name the case one looks for. */
const positiveWords = new Set([
  ...[
    'yes',
    'y',
    'true',
    't',
    '1',
    'positive',
    'pos',
    'bad',
    'default',
    'defaulted',
    'churn',
    'churned',
    'fraud',
  ],
  ...[
    'fail',
    'failed',
    'failure',
    'defect',
    'defective',
    'sick',
    'ill',
    'malignant',
    'spam',
    'abnormal',
    'anomaly',
  ],
  ...[
    'died',
    'dead',
    'late',
    'lost',
    'left',
    'high',
    '是',
    '真',
    '阳性',
    '坏',
    '违约',
    '流失',
    '欺诈',
    '故障',
    '异常',
  ],
  ...['不合格', '恶性', '有', '患病'],
]);
const reads = (name: string) => positiveWords.has(name.trim().toLowerCase());

/** The two classes with how often each is there, in their sorted order; null where a profile does not tell two. */
function twoClasses({ distinct, top, number }: ColumnProfile): { value: string; count: number }[] | null {
  if (distinct !== 2) return null;
  if (top.length === 2) return [...top];
  if (!number || number.min === number.max) return null;
  const high = (number.mean - number.min) / (number.max - number.min);
  return [
    { value: String(number.min), count: 1 - high },
    { value: String(number.max), count: high },
  ];
}

/** By value where all are numbers, else by code unit, as a model's classes are sorted. */
function inOrder(classes: readonly { value: string }[]): string[] {
  const names = classes.map(({ value }) => value);
  const numeric = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return names.sort((a, b) => (numeric ? Number(a) - Number(b) : 0) || (a < b ? -1 : 1));
}

/** The class that reads as yes, true, 1 or bad where only one does, else the rarer; null where there are not two. */
export function defaultPositive(profile: ColumnProfile | undefined): string | null {
  const classes = profile && twoClasses(profile);
  if (!classes) return null;
  const reading = classes.filter(({ value }) => reads(value));
  if (reading.length === 1) return reading[0]!.value;
  const [first, second] = classes as [(typeof classes)[number], (typeof classes)[number]];
  // Of equally frequent ones the second in order, as before anyone could choose.
  if (first.count === second.count) return inOrder(classes)[1]!;
  return first.count < second.count ? first.value : second.value;
}

/** The names of two classes as the profile tells them; empty where it does not. */
export function classNames(profile: ColumnProfile | undefined): string[] {
  return inOrder((profile && twoClasses(profile)) ?? []);
}

/** Class names in index order with the positive one last: index 1 is what a binary model tells the probability of. */
export function withPositiveLast(classes: readonly string[], positive: string | undefined): string[] {
  if (classes.length !== 2 || positive === undefined || classes[0] !== positive) return [...classes];
  return [classes[1]!, classes[0]];
}
