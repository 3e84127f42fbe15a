// Words that screens find by name are there in both languages: of every layer, optimiser and schedule, and of their settings.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layerGroups } from '../../../src/contract/model/layers/definition';
import { layerDefinitions } from '../../../src/contract/model/layers/registry';
import { optimizerDefinitions } from '../../../src/contract/model/optimizers';
import { scheduleDefinitions } from '../../../src/contract/model/schedules';
import type { Settings } from '../../../src/contract/model/setting';
import { netWord, settingLabel } from '../../../src/i18n/net-words';

const keysOf = (locale: string) =>
  Object.keys(JSON.parse(readFileSync(`messages/${locale}/net.json`, 'utf8')) as object);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function labelsOf(subject: string, settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, { label = name, symbol, field }]) => [
    ...(symbol === undefined ? [`${subject}_field_${snake(label)}`] : []),
    ...(field.kind === 'choice' ? field.choices.map((choice) => `${subject}_choice_${snake(choice)}`) : []),
  ]);
}

const wanted = new Set([
  ...layerGroups.map((group) => `layer_group_${group}`),
  ...layerDefinitions.flatMap(({ kind, settings }) => [
    ...[`layer_${snake(kind)}`, `layer_help_${snake(kind)}`],
    ...labelsOf('layer', settings),
  ]),
  ...optimizerDefinitions.flatMap(({ kind, name, settings }) => [
    ...(name === null ? [`optimizer_${kind}`] : []),
    ...labelsOf('optimizer', settings),
  ]),
  ...scheduleDefinitions.flatMap(({ kind, settings }) => [
    `schedule_${kind}`,
    ...labelsOf('schedule', settings),
  ]),
]);

describe.each(['en', 'zh-CN'])('%s', (locale) => {
  test('has every word, and none for what is gone', () => {
    const keys = keysOf(locale);
    expect([...wanted].filter((key) => !keys.includes(key))).toEqual([]);
    const mayStay = /_(misfit|needs|hint)_/;
    expect(keys.filter((key) => !wanted.has(key) && !mayStay.test(key))).toEqual([]);
  });
});

test('words are found by name, with what they name', () => {
  expect(netWord('layer', 'globalAveragePool1d')).toBe('Global average pooling (1D)');
  expect(netWord('layer', 'heads', 'misfit', { shape: '7 × 6', heads: 4 })).toContain('4 heads');
  expect(netWord('layer', 'no such')).toBeNull();
  expect(settingLabel('optimizer', 'decay', { label: 'square_decay' })).toBe('Squared-gradient decay (ρ)');
  expect(settingLabel('optimizer', 'beta1', { symbol: 'β₁' })).toBe('β₁');
});
