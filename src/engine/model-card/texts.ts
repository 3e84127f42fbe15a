// Sentences of the automatic model card, in each language of the app. Numbers come formatted.
import type { CalibratorKind } from '../../contract/model/calibration/calibration';
import type { SplitSpec } from '../../contract/model/recipe';
import type { Standing } from '../../domain/choice/proposal';

export type CardLocale = 'en' | 'zh-CN';

/** The sentences; a parameter is a finished piece of text. */
export interface CardTexts {
  list: string;
  outOfScope(target: string): string;
  trainingData(name: string, rows: string, train: string, validation: string): string;
  synthetic: string;
  licence(text: string): string;
  origin(text: string): string;
  split(kind: string, seed: number): string;
  hash(sha256: string): string;
  evaluationData(test: string): string;
  headline(metric: string, value: string, low: string, high: string): string;
  others(list: string): string;
  baseline(metric: string, value: string): string;
  /** Model minus baseline on the test set. */
  against(standing: Exclude<Standing, 'not-compared'>, difference: string, low: string, high: string): string;
  notCompared: string;
  /** Of probabilities that go through a calibrator. */
  calibrated(kind: CalibratorKind, rows: string): string;
  factors(metric: string, list: string): string;
  slice(column: string, value: string, score: string, rows: string): string;
  worst(slice: string, overall: string): string;
  missing(share: string): string;
  leaked(rows: string): string;
  conflicting(rows: string): string;
  excluded(rows: string): string;
  /** Coefficients that stand out most, each finished, and what they are per unit of a column. */
  coefficients(of: 'number' | 'odds' | 'rate', list: string): string;
  coefficient(name: string, output: string | null, value: string, low: string, high: string): string;
  penaltyCaution: string;
  /** Of a model that is its training rows. */
  containsRows(rows: string): string;
  stopped(epochs: number): string;
  protectedColumns(list: string): string;
  splitKinds: Record<SplitSpec['kind'], string>;
  folds(held: number, count: number): string;
  columns(said: readonly { name: string; meaning: string; unit: string }[]): string;
}

/** A slice by its column: a bound, such as "≤ 32", has its own sign. */
function slicePart(column: string, value: string): string {
  return /^[≤>] /.test(value) ? `${column} ${value}` : `${column} = ${value}`;
}

/** A count with its noun; counts come formatted. */
const counted = (count: string, one: string, other: string) => `${count} ${count === '1' ? one : other}`;

const en: CardTexts = {
  list: '; ',
  outOfScope: (target) =>
    `Predicting ${target} for inputs unlike the training rows: values outside the ranges, or categories not listed, in the signature.`,
  trainingData: (name, rows, train, validation) =>
    `${name}: ${rows} rows, of which ${train} for training and ${validation} for validation.`,
  synthetic: 'Synthetic data; the rows don’t describe real people.',
  licence: (text) => `License: ${text}.`,
  origin: (text) => `Source: ${text}.`,
  split: (kind, seed) => `Split: ${kind}, seed ${seed}.`,
  hash: (sha256) => `SHA-256 ${sha256}.`,
  evaluationData: (test) =>
    `${test} held-out test rows from the same dataset, not used for training or tuning.`,
  headline: (metric, value, low, high) => `Test ${metric} ${value} (90% interval ${low} to ${high}).`,
  others: (list) => `Also: ${list}.`,
  baseline: (metric, value) => `Linear baseline: ${metric} ${value}.`,
  against: (standing, difference, low, high) =>
    `The model is ${{ better: 'better than', 'as-good': 'no better than', worse: 'worse than' }[standing]} the linear baseline on the test set: difference ${difference} (90% interval ${low} to ${high}).`,
  notCompared: 'The model wasn’t compared with the linear baseline beyond chance.',
  calibrated: (kind, rows) =>
    `Probabilities are calibrated with ${{ platt: 'Platt scaling', temperature: 'temperature scaling', isotonic: 'isotonic regression' }[kind]} on ${counted(rows, 'validation row', 'validation rows')}.`,
  factors: (metric, list) => `Test ${metric} for the weakest slices: ${list}.`,
  slice: (column, value, score, rows) =>
    `${slicePart(column, value)}: ${score} (${counted(rows, 'row', 'rows')})`,
  worst: (slice, overall) => `Weakest slice: ${slice}; overall: ${overall}.`,
  missing: (share) => `${share} of the input cells were missing and imputed.`,
  leaked: (rows) =>
    counted(rows, 'test row has inputs', 'test rows have inputs') + ' identical to a training row.',
  conflicting: (rows) =>
    counted(rows, 'row has the same inputs', 'rows have the same inputs') +
    ' as a row with a different label.',
  excluded: (rows) =>
    counted(rows, 'row without a target was excluded.', 'rows without a target were excluded.'),
  coefficients: (of, list) =>
    `Clearest ${{ number: 'coefficients', odds: 'odds ratios', rate: 'rate ratios' }[of]} per unit of a column (95% interval): ${list}.`,
  coefficient: (name, output, value, low, high) =>
    `${output === null ? name : `${name} for ${output}`} ${value} (${low} to ${high})`,
  penaltyCaution: 'The intervals are approximate: the model has a penalty.',
  containsRows: (rows) =>
    `The model contains its ${counted(rows, 'training row', 'training rows')}, encoded: whoever has the model can read them.`,
  stopped: (epochs) => `Training was stopped manually after ${counted(String(epochs), 'epoch', 'epochs')}.`,
  protectedColumns: (list) => `Protected attributes, not used as inputs: ${list}.`,
  splitKinds: {
    ...{ stratified: 'stratified', random: 'random', grouped: 'by group' },
    ...{ time: 'by time', column: 'as a column says' },
  },
  columns: (said) =>
    `Columns: ${said.map(({ name, meaning, unit }) => `${name} – ${[meaning, unit && `(${unit})`].filter(Boolean).join(' ')}`).join('; ')}.`,
  folds: (held, count) => `(fold ${held} of ${count} held out)`,
};

const zhCN: CardTexts = {
  list: '；',
  outOfScope: (target) =>
    `不适用于与训练数据不同的输入：输入输出规范中取值范围之外的数值，或未列出的类别，不应据此预测“${target}”。`,
  trainingData: (name, rows, train, validation) =>
    `${name}：共 ${rows} 行，其中 ${train} 行用于训练，${validation} 行用于验证。`,
  synthetic: '数据由程序生成，不对应任何真实的人。',
  licence: (text) => `使用许可：${text}。`,
  origin: (text) => `来源：${text}。`,
  split: (kind, seed) => `划分方式：${kind}，随机种子 ${seed}。`,
  hash: (sha256) => `SHA-256 ${sha256}。`,
  evaluationData: (test) => `同一数据中的 ${test} 行测试数据，未参与训练和调参。`,
  headline: (metric, value, low, high) => `测试集 · ${metric}：${value}（90% 区间 ${low} 至 ${high}）。`,
  others: (list) => `其他指标：${list}。`,
  baseline: (metric, value) => `线性基线：${metric}（${value}）。`,
  against: (standing, difference, low, high) =>
    `在测试集上，模型${{ better: '优于', 'as-good': '并不明显优于', worse: '不如' }[standing]}线性基线：相差 ${difference}（90% 区间 ${low} 至 ${high}）。`,
  notCompared: '模型与线性基线的差异未经显著性检验。',
  calibrated: (kind, rows) =>
    `概率经${{ platt: ' Platt 缩放', temperature: '温度缩放', isotonic: '保序回归' }[kind]}校准，使用 ${rows} 行验证数据。`,
  factors: (metric, list) => `表现最弱的切片（测试集 · ${metric}）：${list}。`,
  slice: (column, value, score, rows) => `${slicePart(column, value)}：${score}（${rows} 行）`,
  worst: (slice, overall) => `表现最弱的切片：${slice}；总体为 ${overall}。`,
  missing: (share) => `${share} 的输入单元格缺失，已填补。`,
  leaked: (rows) => `${rows} 行测试数据与训练数据的输入完全相同。`,
  conflicting: (rows) => `${rows} 行与其他行输入相同但标签不同。`,
  excluded: (rows) => `${rows} 行缺少目标值，未使用。`,
  coefficients: (of, list) =>
    `各列每增加一个单位时最显著的${{ number: '系数', odds: '优势比', rate: '发生率比' }[of]}（95% 区间）：${list}。`,
  coefficient: (name, output, value, low, high) =>
    `${output === null ? name : `${name}（${output}）`}：${value}（${low} 至 ${high}）`,
  penaltyCaution: '模型带有惩罚，区间为近似值。',
  containsRows: (rows) => `模型包含 ${rows} 行训练数据本身（编码后）：获得模型的人可以读取这些数据。`,
  stopped: (epochs) => `训练在 ${epochs} 轮后被手动停止。`,
  protectedColumns: (list) => `受保护属性，未作为输入：${list}。`,
  splitKinds: {
    ...{ stratified: '分层', random: '随机', grouped: '按分组' },
    ...{ time: '按时间', column: '按列指定' },
  },
  columns: (said) =>
    `列说明：${said.map(({ name, meaning, unit }) => `${name}：${meaning}${unit && `（${unit}）`}`).join('；')}。`,
  folds: (held, count) => `（以第 ${held} 折为测试集，共 ${count} 折）`,
};

/** The sentences of a language. */
export const cardTexts: Record<CardLocale, CardTexts> = { en, 'zh-CN': zhCN };
