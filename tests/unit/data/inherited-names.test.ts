// Columns and classes that are named as what every object inherits are ordinary, through reading, planning and the records.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { byName } from '../../../src/contract/data/by-name';
import { columnRole } from '../../../src/contract/data/dataset';
import { ownValue, withOwnValue } from '../../../src/contract/data/own-value';
import { faultText } from '../../../src/i18n/fault-text';
import { decodeNumbers, encodeNumbers, parseUntrusted } from '../../../src/domain/hashing/json-numbers';
import { canonicalJson } from '../../../src/domain/hashing/canonical';

const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'prototype', 'valueOf'];

test.each(names)('%s is not there until it is written, and then is its own', (name) => {
  expect(ownValue({}, name)).toBeUndefined();
  const record = withOwnValue({ other: 'feature' }, name, 'target');
  expect([ownValue(record, name), ownValue(record, 'other'), Object.keys(record).length]).toEqual([
    'target',
    'feature',
    2,
  ]);
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
  // It goes into a project file and comes back.
  const back = decodeNumbers(parseUntrusted(canonicalJson(encodeNumbers(record)))) as typeof record;
  expect(Object.entries(back)).toEqual(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
});

test.each(names)('what stands under %s is checked like any other', (name) => {
  const schema = byName(columnRole);
  const of = (value: unknown) => Object.fromEntries([[name, value]]);
  expect(v.is(schema, of('feature'))).toBe(true);
  expect(v.is(schema, of('nonsense'))).toBe(false);
  expect(v.is(schema, of({ polluted: true }))).toBe(false);
});

test('a prototype that a file brings is refused', () => {
  expect(parseUntrusted('{"__proto__":{"polluted":1}}')).toBeNull();
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('a fault that names such a field has words', () => {
  for (const field of names)
    expect(faultText({ code: 'input_invalid', place: { field }, params: { [field]: 1 } }).where).toContain(
      field,
    );
});
