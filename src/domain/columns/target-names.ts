// How much a column's name says that it is what a model should predict. Names only: whether it can be learnt is asked elsewhere.
import { plainName, wordsOf } from './words-of';

const listed = (text: string): Set<string> => new Set(text.split(',').map((name) => name.trim()));

/** Names that a target goes by and nothing else does. */
const sure = listed(
  'target, targets, label, labels, y, ground truth, outcome, response, dependent, dependent variable, ' +
    'target variable, y true, ziel, zielwert, zielvariable, zielgröße, 标签, 目标, 目标值, 目标变量, 因变量, 类别标签, 分类标签, 预测目标',
);
/** Names of targets that are also those of a feature: of a ticket, a ship, a school. */
const classes = listed('class, classes, klass, klasse');
/** What people want to know beforehand: classes. */
const asked = listed(
  'survived, survival, churn, churned, exited, attrition, default, defaulted, fraud, is fraud, isfraud, species, diagnosis, readmitted, failure, ' +
    'machine failure, defect, defective, sentiment, intent, deposit, subscribed, subscription, converted, conversion, clicked, click, purchased, bought, ' +
    'approved, loan status, credit risk, risk, spam, is spam, toxic, anomaly, attack, canceled, cancelled, is canceled, no show, noshow, stroke, disease, ' +
    'heart disease, cancer, malignant, death, died, death event, hired, placed, admitted, satisfaction, good bad, ' +
    'kündigung, gekündigt, ausfall, betrug, diagnose, ergebnis, gekauft, storniert, überlebt, schaden, ' +
    '违约, 是否违约, 流失, 是否流失, 欺诈, 是否欺诈, 诊断, 诊断结果, 结果, 故障, 情感, 离职, 是否离职, 是否购买, 是否患病, 生存, 存活, 风险等级',
);
/** What people want to know beforehand: quantities. */
const quantities = listed(
  'price, saleprice, sale price, sales price, house price, selling price, medv, medianhousevalue, median house value, charges, mpg, strength, cnt, shares, ' +
    'salary, salaries, wage, wages, revenue, sales, demand, rent, cost, yield, consumption, profit, claim, claims, rings, ' +
    'preis, verkaufspreis, kaufpreis, miete, gehalt, lohn, umsatz, absatz, verbrauch, ' +
    '价格, 房价, 售价, 总价, 单价, 成交价, 工资, 薪资, 薪水, 销量, 销售额, 需求, 需求量, 租金, 产量, 用电量, 能耗',
);
/** Names that features have as often. */
const weak = listed(
  'category, result, status, quality, grade, variety, num, condition, left, art, income, amount, score, rating, count, close, type, level, points, note, bewertung, einkommen, status, kategorie, ' +
    '类别, 类, 分类, 收入, 金额, 评分, 得分, 等级, 评级, 质量, 类型, 状态',
);
const weakClasses = listed(
  'category, result, status, quality, grade, variety, num, condition, left, art, kategorie, 类别, 类, 分类, 等级, 评级',
);
/** 是否… asks a question of two answers. */
const question = /^(?:是否|有无)/;

const strengthOf: readonly (readonly [ReadonlySet<string>, whole: number, inside: number])[] = [
  [sure, 30, 15],
  // Less than an outcome that stands last, more than any other name.
  [classes, 22, 15],
  [asked, 20, 9],
  [quantities, 20, 9],
  [weak, 12, 4],
];

/** 0 where the name says nothing; more the surer it is. A whole name says more than a word at the end of a longer one. */
export function targetStrength(name: string): number {
  const whole = plainName(name);
  const last = wordsOf(name).at(-1) ?? '';
  for (const [names, strength] of strengthOf) if (names.has(whole)) return strength;
  if (question.test(whole)) return 18;
  return Math.max(0, ...strengthOf.map(([names, , inside]) => (names.has(last) ? inside : 0)));
}

/** Whether a name is one that a target goes by and nothing else does. */
export function isSurelyTarget(name: string): boolean {
  const whole = plainName(name);
  return sure.has(whole) || classes.has(whole);
}

/** Whether a name asks for one of several classes, also where its values are numbers. */
export function isNamedLikeClasses(name: string): boolean {
  const names = [plainName(name), wordsOf(name).at(-1) ?? ''];
  return names.some(
    (each) => sure.has(each) || classes.has(each) || asked.has(each) || weakClasses.has(each),
  );
}
