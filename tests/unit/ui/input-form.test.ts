import { describe, expect, it } from 'vitest';
import type { SignatureInput } from '../../../src/contract/release/version';
import {
  drawableInput,
  inputRow,
  startValues,
  valuesFromRow,
} from '../../../src/ui/steps/deploy/try/input-form';
import { safeFileName } from '../../../src/ui/steps/deploy/versions/save-blob';

function input(part: Partial<SignatureInput> & Pick<SignatureInput, 'name' | 'type'>): SignatureInput {
  return { categories: [], shape: null, range: null, example: null, ...part };
}
const inputs = [
  input({ name: 'age', type: 'number', range: [18, 75], example: 41 }),
  input({ name: 'job', type: 'category', categories: ['a', 'b'], example: 'b' }),
  input({ name: 'since', type: 'datetime', example: Date.UTC(2024, 1, 29, 13) }),
  input({ name: '__proto__', type: 'number', example: 3 }),
];

describe('the form of a signature', () => {
  it('starts from the examples, dates as days', () => {
    const values = startValues(inputs);
    expect(values['age']).toBe(41);
    expect(values['job']).toBe('b');
    expect(values['since']).toBe('2024-02-29');
    expect(Object.entries(values)).toContainEqual(['__proto__', 3]);
  });

  it('starts without the digits that only arithmetic made', () => {
    const [value] = Object.values(
      startValues([input({ name: 'n', type: 'number', example: 35339.615000000005 })]),
    );
    expect(value).toBe(35339.615);
  });

  it('takes a row by column name, and what the row lacks as missing', () => {
    const columns = [{ name: 'job' }, { name: 'other' }, { name: 'age' }];
    expect(valuesFromRow(inputs.slice(0, 3), columns, ['a', 7, null])).toEqual({
      age: null,
      job: 'a',
      since: null,
    });
  });

  it('keeps the time of a row, and shows a time without a day as one', () => {
    const since = [{ name: 'since' }];
    const valueOf = (cell: number) => valuesFromRow(inputs, since, [cell])['since'];
    expect(valueOf(Date.UTC(2024, 1, 29, 13, 30))).toBe('2024-02-29 13:30:00');
    expect(valueOf(Date.UTC(2024, 1, 29))).toBe('2024-02-29');
    expect(valueOf((13 * 60 + 30) * 60_000)).toBe('13:30:00');
  });

  it('sends exactly the inputs of the signature', () => {
    expect(inputRow(inputs.slice(0, 2), { age: 3, stray: 'x' })).toEqual({ age: 3, job: null });
  });

  it('gives no date for a number that is none', () => {
    const [value] = Object.values(startValues([input({ name: 'd', type: 'datetime', example: 1e20 })]));
    expect(value).toBeNull();
  });
});

describe('drawableInput', () => {
  const image = (shape: [number, number, number]) => input({ name: 'image', type: 'image', shape });
  it('is a single square image of one channel', () => {
    expect(drawableInput([image([28, 28, 1])])).toEqual({ name: 'image', size: 28 });
    expect(drawableInput([image([28, 32, 1])])).toBeNull();
    expect(drawableInput([image([28, 28, 3])])).toBeNull();
    expect(drawableInput([image([28, 28, 1]), inputs[0]!])).toBeNull();
    expect(drawableInput(inputs)).toBeNull();
  });
});

describe('safeFileName', () => {
  it('keeps names that are fine and replaces what a file system refuses', () => {
    expect(safeFileName('信用评分-v2.zip')).toBe('信用评分-v2.zip');
    expect(safeFileName('../a/b:c?"<x>|\u0007*.csv')).toBe('-a-b-c---x----.csv');
    expect(safeFileName(' .. ')).toBe('file');
    expect(safeFileName('x'.repeat(500)).length).toBe(180);
  });
});
