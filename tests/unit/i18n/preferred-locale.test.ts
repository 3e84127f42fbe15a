import { expect, test } from 'vitest';
import { preferredLocale } from '../../../src/i18n/locales/preferred-locale';

test.each([
  [['en-GB', 'en'], 'en'],
  [['zh-CN', 'zh', 'en'], 'zh-CN'],
  [['ZH-hant-TW'], 'zh-CN'],
  [['en-US', 'zh-CN'], 'en'], // someone who can read both wants what they put first
  [['de-DE', 'zh-CN', 'en'], 'zh-CN'],
  [['de-DE', 'fr'], 'en'],
  [['zha'], 'en'], // Zhuang is not Chinese
  [[], 'en'],
] as const)('%j asks for %s', (languages, wanted) => {
  expect(preferredLocale(languages)).toBe(wanted);
});
