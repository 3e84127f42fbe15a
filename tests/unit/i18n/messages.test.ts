// Both languages say the same things: the same keys, the same parameters, nothing left empty or untranslated.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { faultCodes } from '../../../src/contract/transport/fault';
import { modelRefusals } from '../../../src/contract/transport/model-refusals';

type Message = string | { declarations: string[]; match: Record<string, string> }[];

const read = (locale: string, file: string) =>
  JSON.parse(readFileSync(`messages/${locale}/${file}`, 'utf8')) as Record<string, Message>;
const files = readdirSync('messages/en');

const texts = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const parameters = (message: Message): string[] =>
  [
    ...new Set(
      texts(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')),
    ),
  ].sort();

describe.each(files)('%s', (file) => {
  const en = read('en', file);
  const zh = read('zh-CN', file);

  test('has the same keys in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  test('uses the same parameters in both languages', () => {
    const of = (messages: Record<string, Message>) =>
      Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, parameters(message)]));
    expect(of(zh)).toEqual(of(en));
  });

  test('leaves nothing empty', () => {
    const empty = [en, zh].flatMap((messages) =>
      Object.entries(messages).filter(([, message]) => texts(message).some((text) => text.trim() === '')),
    );
    expect(empty).toEqual([]);
  });
});

describe('faults', () => {
  const en = read('en', 'faults.json');
  const zh = read('zh-CN', 'faults.json');

  test.each(faultCodes)('%s says what happened and what to do', (code) => {
    for (const messages of [en, zh]) {
      expect(messages[`fault_${code}`]).toBeTypeOf('string');
      expect(messages[`fault_${code}_remedy`]).toBeTypeOf('string');
    }
    expect(zh[`fault_${code}`]).toMatch(/\p{Script=Han}/u);
    expect(zh[`fault_${code}_remedy`]).toMatch(/\p{Script=Han}/u);
  });

  test('has words for no code that is gone', () => {
    const refusals = modelRefusals.map((refused) => `model_${refused}`);
    const known = new Set([...faultCodes, ...refusals].map((code) => `fault_${code}_remedy`));
    const left = Object.keys(en).filter((key) => key.endsWith('_remedy') && !known.has(key));
    expect(left).toEqual([]);
  });
});
