// The data dictionary as a file comes back as it was, whatever its columns are called; what cannot be read is refused with its place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dictionary } from '../../../src/contract/data/quality/dictionary';
import {
  dictionaryCsv,
  dictionaryJson,
  readDictionary,
} from '../../../src/domain/dictionary/dictionary-file';
import { expired, isPast } from '../../../src/domain/dictionary/expired';

const text = fc.string({
  minLength: 1,
  maxLength: 20,
  unit: fc.constantFrom('a', ',', '"', '\n', '=', '-', "'", '@', '汉', ' '),
});
const line = text.map((each) => each.trim()).filter((each) => each !== '');
const entry = fc.record(
  { meaning: line, unit: line, owner: line, expires: fc.constant('2027-01-31') },
  { requiredKeys: ['meaning'] },
);
const dictionaries = fc.record({
  data: fc.record({ meaning: line, owner: line }, { requiredKeys: [] }),
  columns: fc
    .uniqueArray(fc.tuple(fc.oneof(line, fc.constantFrom('__proto__', 'constructor')), entry), {
      selector: ([name]) => name,
      maxLength: 5,
    })
    .map((entries) => Object.fromEntries(entries)),
});

describe('a dictionary', () => {
  it('comes back from either file as it was', () => {
    fc.assert(
      fc.property(dictionaries, (said) => {
        const names = Object.keys(said.columns);
        const plain = { data: { ...said.data }, columns: said.columns };
        expect(readDictionary(dictionaryJson(said))).toEqual(plain);
        expect(readDictionary(dictionaryCsv(said, names))).toEqual(plain);
      }),
    );
  });

  it('lists every column, and runs nothing in a spreadsheet', () => {
    const said: Dictionary = { data: { owner: 'Ann' }, columns: { age: { meaning: '=1+1', unit: 'years' } } };
    expect(dictionaryCsv(said, ['age', 'city'])).toBe(
      "column,meaning,unit,source,licence,consent,owner,expires\r\n,,,,,,Ann,\r\nage,'=1+1,years,,,,,\r\ncity,,,,,,,\r\n",
    );
  });

  it.each([
    ['{', 'dictionary'],
    ['{"data":{},"columns":{"a":{"meaning":3}}}', 'dictionary'],
    ['name,meaning\r\na,b', 'column'],
    ['column,expires\r\na,tomorrow', 'a'],
  ])('that is none is refused: %s', (file, field) => {
    expect(() => readDictionary(file)).toThrow(
      expect.objectContaining({
        fault: expect.objectContaining({ code: 'input_invalid', place: { field } }) as object,
      }) as Error,
    );
  });
});

describe('a last day', () => {
  it('holds to its end', () => {
    expect(isPast('2026-06-15', Date.parse('2026-06-15T23:59:59Z'))).toBe(false);
    expect(isPast('2026-06-15', Date.parse('2026-06-16T00:00:00Z'))).toBe(true);
  });

  it('is told longest ago first, of the data before its columns', () => {
    const columns = {
      a: { expires: '2026-02-01' },
      b: { expires: '2025-02-01' },
      c: { expires: '2030-01-01' },
    };
    const now = Date.parse('2026-06-15');
    expect(expired({ data: {}, columns }, now)).toEqual(['b', 'a']);
    expect(expired({ data: { expires: '2026-01-01' }, columns }, now)).toEqual(['', 'b', 'a']);
  });
});
