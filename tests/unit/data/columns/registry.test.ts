// Every column type of the contract has its folder and its words in both languages, and the reverse.
import { readFileSync, readdirSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { columnTypeIds, columnTypes, logicalTypeIds } from '../../../../src/contract/data/column-types';
import { featureTypes, fittedFeature } from '../../../../src/contract/data/fitted-features';
import { columnTypeDefinitions, columnTypeOf } from '../../../../src/data/columns/registry';

describe('the registry of column types', () => {
  it('has a folder for every type of the contract, and no other', () => {
    const folders = readdirSync('src/data/columns', { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && entry.name !== 'layouts' ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual([...columnTypeIds].sort());
    expect(columnTypeDefinitions.map(({ id }) => id).sort()).toEqual([...columnTypeIds].sort());
  });

  it.each(logicalTypeIds)('has words for %s in both languages', (id) => {
    for (const locale of ['en', 'zh-CN']) {
      const words = (file: string) =>
        JSON.parse(readFileSync(`messages/${locale}/${file}.json`, 'utf8')) as Record<string, unknown>;
      expect(words('data')[`data_type_${id}`]).toBeTypeOf('string');
    }
  });

  it('names no type that is gone', () => {
    const words = JSON.parse(readFileSync('messages/en/data.json', 'utf8')) as Record<string, unknown>;
    const named = Object.keys(words).flatMap((key) => /^data_type_(\w+)$/.exec(key)?.[1] ?? []);
    expect(named.sort()).toEqual([...logicalTypeIds].sort());
  });

  it('gives no stored code to two types, and every type the code that it always had', () => {
    const codes = Object.fromEntries(columnTypeDefinitions.map(({ id, codec }) => [id, codec.code]));
    expect(new Set(Object.values(codes)).size).toBe(columnTypeIds.length);
    expect(codes).toMatchObject({ number: 1, category: 2, datetime: 3, text: 4, image: 5, audio: 6 });
  });

  it.each(columnTypeIds)('%s does what its entry says', (id) => {
    const { target, text } = columnTypeOf(id);
    const entry = columnTypes[id];
    expect((featureTypes as string[]).includes(id)).toBe(entry.feature !== null);
    expect(entry.target.quantity).toBe(target?.quantity != null);
    if (entry.target.classes !== null) expect(target).not.toBeNull();
    expect(text !== null || ['image', 'audio'].includes(entry.display)).toBe(true);
  });

  it('knows what is learnt of every type that a model learns from', () => {
    expect(v.is(fittedFeature, { kind: 'category', column: 'a', categories: ['x'] })).toBe(true);
    expect(v.is(fittedFeature, { kind: 'category', column: 'a', categories: ['x'], more: 1 })).toBe(false);
    expect(v.is(fittedFeature, { kind: 'text', column: 'a' })).toBe(false);
    expect(v.is(fittedFeature, { kind: 'terms', column: 'a', terms: ['x'], idf: [1] })).toBe(true);
  });
});
