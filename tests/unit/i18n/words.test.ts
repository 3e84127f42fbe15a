// The words of the app: what the glossaries (CONTRIBUTING, "Words") retired stays out, and the rules of style that can be checked hold.
import { describe, expect, test } from 'vitest';
import { cardTexts } from '../../../src/engine/model-card/texts';
import { readMessages, textsOf } from './read-messages';

type Locale = 'en' | 'zh-CN';
type Rule = readonly [use: string, not: RegExp, but?: RegExp];

/** Every text of a language without its placeholders, with the key it belongs to. */
function said(locale: Locale): [string, string][] {
  const cards = Object.entries(cardTexts[locale]).flatMap(([key, text]): [string, string][] =>
    typeof text === 'string' ? [[`model card: ${key}`, text]] : [],
  );
  const messages = Object.entries(readMessages(locale)).flatMap(([key, message]) =>
    textsOf(message).map((text): [string, string] => [key, text.replaceAll(/\{\w+\}/g, '{}')]),
  );
  return [...messages, ...cards];
}

const offences = (locale: Locale, not: RegExp, but?: RegExp) =>
  said(locale).filter(([key, text]) => not.test(text) && !(but?.test(key) ?? false));

const english: Rule[] = [
  ['evaluate, evaluation', /\bjudg/i],
  ['interrupted', /\bcut off\b/i],
  ['resume, continue', /\b(goes|went|go|going) on\b/i],
  ['restart', /\b(begin|begins|began) (again|anew)\b|\banew\b/i],
  ['import', /\b(brought|bring|brings) (it )?in\b|\btaken over\b/i],
  [
    'run',
    /\b(a|the|no|every|this|each) training\b(?!–| (data|set|row|step|share|range|memory|time|loss|run|and))/i,
  ],
  ['in progress', /\bunder way\b/i],
  ['US spelling', /learnt|licence|artefact|neighbour|colour|catalogue|centre\b|behaviour|grey/i],
  ['US spelling: -ize', /(optim|normal|regular|standard|initial|penal|general)is(e|ed|es|er|ation|ing)\b/i],
  ['network', /(?<!U-)\bnets?\b/i],
  ['storage', /\b(the|a|its|this) store\b|\bvault\b/i],
  ['report, show', /\b(tells|told|hears?|heard)\b|(?<!can’t )\btell\b/i],
  ['checked against', /\bheld against\b/i],
  ['no one, unassigned', /\b(nobody|somebody)\b/i],
  ['a role: the reviewer, a team member', /\ba person\b/i],
  ['the data set', /\bdata (were|are|have)\b/i],
  ['data split', /\bpartition/i],
  ['manually', /\bby hand\b/i],
  ['test set', /\bon test\b|\btest part\b|\brows of test\b|\btrain rows\b/i],
  ['average precision, ROC AUC', /\bPR AUC\b|\bAUROC\b|(?<!ROC )\bAUC\b/, /^indicator_M5a_formula$/],
  ['value, missing, scoring range', /\ba reading\b|\breadings\b|\bgoalposts\b|\bleft out\b|\bone figure\b/i],
  ['latest checkpoint', /\b(last|newest) checkpoint/i],
  ['confidence', /\bsure\b/i],
  ['request approval, pending', /\b(four eyes|ask for (a review|approval)|waiting for approval)\b/i],
  ['persistent storage', /\bpromised?\b/i],
  ['host page', /\bpage around\b|\bframed by\b/i],
  ['peak memory, estimated cost', /\b(largest memory|what it took|before it runs)\b/i],
  ['overfitting', /\bby heart\b/i],
  ['ID', /\b(id|ids|Id|Ids)\b/],
  ['a contraction', /\b(cannot|(does|do|did|could|would|has|have|should) not)\b/, /^evaluate_headline_unmet/],
];

const chinese: Rule[] = [
  ['注册', /登记/],
  ['测量值', /读数/],
  ['填报', /作答/],
  ['训练配置', /配方/],
  ['双人复核', /四眼/],
  ['评估', /评判/],
  ['审批', /评审/],
  ['CPU', /处理器/],
  ['本机', /本设备|此设备/],
  ['导入', /带入/],
  ['计算后端', /运行于/],
  ['泄漏', /泄露/],
  ['等频分箱', /等量分箱/],
  ['模型类型', /模型族/],
  ['早停', /提前停止/],
  ['峰值内存', /内存峰值/],
  ['应该', /应当/],
  ['可衡量', /可度量|可测量/],
  ['冠军版本', /冠军(?!版本)/],
  ['测试集样本', /测试行/],
  ['设为冠军版本', /升为|任命/],
  ['更高版本、新版本', /更新版本/],
  ['输入输出规范', /(?<!数字)签名/],
  ['数据和结果', /成果/],
  ['哈希值', /哈希(?!值)/],
  ['随机种子', /(?<!随机)种子/],
  ['训练与线上数据不一致', /偏斜/],
  ['灰度（金丝雀）发布', /渐进式/],
];

const style: Rule[] = [
  ['no space before …', /\s…/],
  ['one … only', /……|\.\.\./],
  ['no exclamation marks', /[!！]/],
  ['no “please” (English)', /\bplease\b/i],
  ['curly quotation marks and apostrophes', /["']|`/],
  ['no double spaces, none at the ends', / {2}|^\s|\s$/, /^(model_open_run|model card: list)$/],
];

describe('English', () => {
  for (const [use, not, but] of english) test(use, () => expect(offences('en', not, but)).toEqual([]));
});

describe('Chinese', () => {
  for (const [use, not, but] of chinese) test(use, () => expect(offences('zh-CN', not, but)).toEqual([]));

  test('no half-width punctuation beside Chinese characters', () => {
    const half = /\p{Script=Han}[,;:?()]|[,;?()]\p{Script=Han}/u;
    expect(offences('zh-CN', half)).toEqual([]);
  });
});

describe.each(['en', 'zh-CN'] as const)('style, %s', (locale) => {
  for (const [use, not, but] of style) test(use, () => expect(offences(locale, not, but)).toEqual([]));

  test('a label that is quoted is one that the app shows', () => {
    const all = said(locale);
    const shown = new Set(all.map(([, text]) => text.replace(/…$/, '')));
    // “Automatic” is shown with its explanation: “Automatic (…)”.
    const isShown = (quoted: string) =>
      shown.has(quoted) ||
      [...shown].some((text) => ['（', '：', ' (', ': '].some((next) => text.startsWith(quoted + next)));
    // An example of a requirement; labels of the browser's own tools; a shape; values of a column; texts in an expression.
    const others =
      /^(goals_requirements_empty_text|shell_privacy_check_\d|layer_misfit_sequence|data_positive_default|data_do_expression_hint)$/;
    const lost = all.filter(
      ([key, text]) =>
        !others.test(key) &&
        [...text.matchAll(/“([^”{]+)”/g)].some(([, quoted = '']) => !isShown(quoted.replace(/…$/, ''))),
    );
    expect(lost).toEqual([]);
  });

  test('one name for one thing: what is named twice is named alike', () => {
    const messages = readMessages(locale);
    const text = (key: string) => textsOf(messages[key] ?? '')[0];
    const same = [
      ['model_estimate_title', 'architecture_estimate'],
      ['deploy_ask_review', 'team_review_ask'],
      ['model_memory_training', 'architecture_training_memory'],
    ] as const;
    for (const [one, other] of same) expect(text(one), `${one}, ${other}`).toBe(text(other));
  });
});
