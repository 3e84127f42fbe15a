import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatReading,
  formatRelative,
  formatTick,
} from '../../../src/i18n/format';
import { formatMetric } from '../../../src/i18n/metric-text';
import { overwriteGetLocale } from '../../../src/i18n/paraglide/runtime';

beforeEach(() => overwriteGetLocale(() => 'en'));
afterEach(() => overwriteGetLocale(() => 'en'));

test.each([
  [1234567, undefined, '1,234,567'],
  [0.12345, undefined, '0.123'],
  [0.7, { digits: 2 }, '0.70'],
  [2.675, { max: 1 }, '2.7'],
  [0.0001, undefined, '1E-4'],
  [0, undefined, '0'],
  [-0.25, undefined, '-0.25'],
  [Infinity, undefined, '∞'],
  [NaN, undefined, '–'],
  [null, undefined, '–'],
] as const)('formatNumber(%s, %j) is %s', (value, options, expected) => {
  expect(formatNumber(value, options)).toBe(expected);
});

test.each([
  [347_186.375, '347,186'],
  [66.7191083, '66.72'],
  [0.126349, '0.1263'],
  [-0.00001, '-1E-5'],
  [null, '–'],
])('formatReading(%s) is %s', (value, expected) => {
  expect(formatReading(value)).toBe(expected);
});

test.each([
  [0.25, '0.25', '0.25'],
  [9000, '9,000', '9,000'],
  [500_000, '500K', '50万'],
  [-1_250_000, '-1.25M', '-125万'],
])('formatTick(%s) is %s, in Chinese %s', (value, english, chinese) => {
  expect(formatTick(value)).toBe(english);
  overwriteGetLocale(() => 'zh-CN');
  expect(formatTick(value)).toBe(chinese);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [18_432, '18.4 kB'],
  [999_499, '999 kB'],
  [999_500, '1 MB'],
  [1_640_000, '1.64 MB'],
  [5.5e9, '5.5 GB'],
  [undefined, '–'],
])('formatBytes(%s) is %s', (value, expected) => {
  expect(formatBytes(value)).toBe(expected);
});

test.each([
  [0, '< 0.1 ms'],
  [0.126, '0.13 ms'],
  [12.34, '12.3 ms'],
  [999.4, '999 ms'],
  [4210, '4.2 s'],
  [9960, '10 s'],
  [59_600, '1 min'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h'],
  [7_500_000, '2 h 5 min'],
])('formatDuration(%s) is %s', (value, expected) => {
  expect(formatDuration(value)).toBe(expected);
});

describe('in Chinese', () => {
  beforeEach(() => overwriteGetLocale(() => 'zh-CN'));

  test('durations carry Chinese units', () => {
    expect(formatDuration(200_000)).toBe('3 分钟 20 秒');
  });

  test('a moment of today and of yesterday is named so', () => {
    const now = new Date(2026, 5, 15, 18, 0).getTime();
    expect(formatRelative(new Date(2026, 5, 15, 14, 2).getTime(), now)).toBe('今天 14:02');
    expect(formatRelative(new Date(2026, 5, 14, 23, 59).getTime(), now)).toBe('昨天 23:59');
  });
});

test('a past day is named by its date, with the year only where it is another', () => {
  const now = new Date(2026, 5, 15, 0, 1).getTime();
  expect(formatRelative(new Date(2026, 5, 14, 23, 59).getTime(), now)).toMatch(/^yesterday, /);
  expect(formatRelative(new Date(2026, 4, 2, 9, 30).getTime(), now)).toBe('May 2');
  expect(formatRelative(new Date(2025, 10, 12).getTime(), now)).toBe('Nov 12, 2025');
});

test('percentages and metrics take the digits that suit them', () => {
  expect(formatPercent(0.0312)).toBe('3.1%');
  expect(formatPercent(0.849, 0)).toBe('85%');
  expect(formatMetric('auc', 0.82949)).toBe('0.829');
  expect(formatMetric('mape', 0.0713)).toBe('7.1%');
  expect(formatMetric('rmse', 12345.678)).toBe('12,350');
});
