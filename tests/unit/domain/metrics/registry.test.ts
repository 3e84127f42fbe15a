// Every metric has its file, a line in the registry and its label in both languages; and nothing lies there without a line.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { metricName } from '../../../../src/contract/model/judgement';
import type { Metric } from '../../../../src/domain/metrics/metric';
import {
  findMetric,
  isBetter,
  listedMetrics,
  metrics,
  perfection,
  resultMetrics,
} from '../../../../src/domain/metrics/registry';

const files = import.meta.glob<Record<string, unknown>>('../../../../src/domain/metrics/*.ts', {
  eager: true,
});
const isMetric = (value: unknown): value is Metric =>
  typeof value === 'object' && value !== null && 'reads' in value && 'compute' in value;
const inFiles = Object.values(files).flatMap((module) => Object.values(module).filter(isMetric));
const labels = ['en', 'zh-CN'].map(
  (locale) => JSON.parse(readFileSync(`messages/${locale}/model.json`, 'utf8')) as Record<string, string>,
);

describe.each(metrics)('$name', (metric) => {
  it('has a name that records may hold, a label in both languages and a term for the card', () => {
    expect(v.is(metricName, metric.name)).toBe(true);
    for (const messages of labels) expect(messages[`metric_${metric.name}`]).toMatch(/\S/);
    expect(metric.term.en).toMatch(/\S/);
    expect(metric.term['zh-CN']).toMatch(/\S/);
    expect(metric.range[0]).toBeLessThan(metric.range[1]);
  });

  it('lies in a file of its name', () => {
    const file = metric.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const module = files[`../../../../src/domain/metrics/${file}.ts`] ?? {};
    expect(Object.values(module)).toContain(metric);
  });
});

test('the registry lists each metric of the folder once, and no label is left over', () => {
  expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
  expect(new Set(inFiles)).toEqual(new Set(metrics));
  for (const messages of labels) {
    const keys = Object.keys(messages).filter((key) => key.startsWith('metric_'));
    expect(keys.sort()).toEqual(metrics.map(({ name }) => `metric_${name}`).sort());
  }
});

test('lists hold the metrics of one kind, a result those that lead first', () => {
  const names = (list: readonly Metric[]) => list.map(({ name }) => name);
  expect(names(listedMetrics('regression'))).toEqual(['rmse', 'mae', 'r2', 'mape']);
  expect(names(listedMetrics())).not.toContain('brierSkill');
  expect(names(resultMetrics('classification'))).toEqual([
    ...['accuracy', 'auc', 'prAuc', 'f1', 'precision', 'recall', 'logLoss', 'brier', 'ece'],
  ]);
});

test('better means lower for errors, and the best value is the end of the range', () => {
  expect(isBetter('rmse', 3.5, 4)).toBe(true);
  expect(isBetter('auc', 0.71, 0.83)).toBe(false);
  expect([perfection('auc'), perfection('r2'), perfection('logLoss')]).toEqual([1, 1, 0]);
  expect(findMetric('of-a-newer-app')).toBeUndefined();
});
