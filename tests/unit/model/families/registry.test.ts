// The registry holds together: every family has its folder, its numerics, its words in both languages, and the reverse.
import { describe, expect, it } from 'vitest';
import en from '../../../../messages/en/model.json';
import zh from '../../../../messages/zh-CN/model.json';
import { tasks } from '../../../../src/domain/tasks/registry';
import { settingWords } from '../../../../src/i18n/family-words';
import { families, familyOf } from '../../../../src/model/families/registry';

const entries = Object.keys(import.meta.glob('../../../../src/model/families/*/family.ts'));
const numerics = Object.keys(import.meta.glob('../../../../src/model/families/*/numerics.ts'));
const foldersOf = (paths: string[]) => paths.map((path) => path.split('/').at(-2)).sort();

describe('the registry of families', () => {
  it('lists each folder once, and each has its numerics', () => {
    const ids = families.map(({ id }) => id).sort();
    expect(foldersOf(entries)).toEqual(ids);
    expect(foldersOf(numerics)).toEqual(ids);
  });

  it('gives each architecture to one family, and offers only what that family has', () => {
    const all = families.flatMap(({ architectures }) => architectures);
    expect(new Set(all).size).toBe(all.length);
    for (const { id, architectures, offers } of families) {
      for (const architecture of architectures) expect(familyOf(architecture).id).toBe(id);
      for (const { name } of tasks)
        for (const kind of ['table', 'images'] as const)
          expect(architectures).toEqual(expect.arrayContaining([...offers(name, kind)]));
    }
    expect(() => familyOf('unheard-of')).toThrow('recipe_invalid');
  });

  it('has words for every architecture, setting and option in both languages', () => {
    const keys = families.flatMap(({ id, architectures, fields }) => [
      ...architectures.map((architecture) => `model_family_${architecture.replaceAll('-', '_')}`),
      ...fields.flatMap((field) => [
        `model_family_${id.replaceAll('-', '_')}_${field.key}`,
        ...(field.kind === 'choice'
          ? field.options.map((option) => `model_family_${id.replaceAll('-', '_')}_${field.key}_${option}`)
          : []),
      ]),
    ]);
    for (const messages of [en, zh]) {
      expect(Object.keys(messages)).toEqual(expect.arrayContaining(keys));
      const ours = Object.keys(messages).filter(
        (key) => key.startsWith('model_family_') && !key.endsWith('_hint'),
      );
      expect(ours.sort()).toEqual([...keys].sort());
    }
    for (const { architectures, fields } of families)
      for (const architecture of architectures)
        for (const { key } of fields) expect(settingWords(architecture, key).label).not.toBe(key);
  });
});
