// The registry of indicators holds together: ids, components, and words in both languages for each, with none left over.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dimensions } from '../../../../src/contract/project/project';
import { catalogue, definitionOf, indicatorOf } from '../../../../src/domain/evaluation/catalogue';
import { answerKind } from '../../../../src/ui/steps/evaluate/score/answers';
import {
  indicatorAction,
  indicatorFormula,
  indicatorLabel,
} from '../../../../src/ui/steps/evaluate/score/indicator-text';
import { componentName } from '../../../../src/ui/steps/evaluate/score/words';

const ids = catalogue.map(({ id }) => id);

describe.each(['en', 'zh-CN'])('messages in %s', (locale) => {
  const keys = Object.keys(
    JSON.parse(readFileSync(`messages/${locale}/evaluate.json`, 'utf8')) as Record<string, unknown>,
  );
  const starting = (prefix: string) => keys.filter((key) => key.startsWith(prefix)).sort();

  it('name, explain and advise on every indicator, and on no other', () => {
    const expected = ids.flatMap((id) => ['', '_formula', '_action'].map((part) => `indicator_${id}${part}`));
    expect(starting('indicator_')).toEqual(expected.sort());
  });

  it('name every component, and no other', () => {
    const components = new Set(catalogue.map(({ component }) => `evaluate_component_${component}`));
    expect(starting('evaluate_component_')).toEqual([...components].sort());
  });

  it('word every answer that a person gives, and no other', () => {
    const expected = [...definitionOf.values()].flatMap(({ id, answer }) => {
      if (!answer) return [];
      const parts =
        answer.kind === 'share' ? ['part', 'whole'] : Array.from({ length: answer.steps }, (_, step) => step);
      return parts.map((part) => `evaluate_answer_${id}_${part}`);
    });
    expect(starting('evaluate_answer_')).toEqual(expected.sort());
  });
});

describe('the catalogue', () => {
  it('names each indicator once, by the letter of its dimension', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const letters = { architecture: 'A', data: 'D', model: 'M', deployment: 'P', team: 'T' };
    for (const { id, dimension } of catalogue)
      expect(id).toMatch(new RegExp(`^${letters[dimension]}[1-9][a-z]$`));
    expect(new Set(catalogue.map(({ dimension }) => dimension))).toEqual(new Set(dimensions));
  });

  it('has goalposts that differ', () => {
    for (const { norm } of catalogue) expect(norm.worst).not.toBe(norm.best);
  });

  it('lets a person answer only what no record decides', () => {
    for (const { answer, measure, source } of definitionOf.values())
      if (answer) expect([source, measure]).toEqual(['H', undefined]);
  });

  it('finds words by id', () => {
    expect(indicatorLabel('M2a')).not.toBe('M2a');
    expect(indicatorFormula('M2a')).not.toBe('');
    expect(indicatorAction('M2a')).not.toBe('M2a');
    expect(componentName('M2')).not.toBe('M2');
    expect(indicatorLabel('X9z')).toBe('X9z');
    expect(indicatorOf.has('X9z')).toBe(false);
  });

  it('says how an indicator is answered', () => {
    const steps = answerKind('A4b');
    expect(steps?.kind === 'steps' && steps.anchors.length).toBe(5);
    expect(steps?.kind === 'steps' && steps.anchors.every((text) => text !== '')).toBe(true);
    expect(answerKind('T4b')).toMatchObject({ kind: 'share', part: expect.stringMatching(/./) as string });
    expect(answerKind('M2a')).toBeNull();
  });
});
