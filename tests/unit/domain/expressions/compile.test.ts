import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  functionNames,
  type ExpressionColumn,
} from '../../../../src/domain/expressions/compile';
import { ExpressionError, type Value } from '../../../../src/domain/expressions/expression';
import { functions } from '../../../../src/domain/expressions/functions';
import { windowNames } from '../../../../src/domain/expressions/windows';

const columns = new Map<string, ExpressionColumn>([
  ['income', { type: 'number' }],
  ['debt ratio', { type: 'number' }],
  ['region', { type: 'text', levels: ['North', 'south', ' West '] }],
  ['note', { type: 'text' }],
  ['opened', { type: 'date' }],
  ['constructor', { type: 'number' }],
  ['收入', { type: 'number' }],
]);
const row: Record<string, Value> = {
  ...{ income: 1200, 'debt ratio': 0.5, region: 'North', note: 'paid late', 收入: 7 },
  ...{ opened: Date.UTC(2024, 1, 29, 15, 30), constructor: 3 },
};
const run = (text: string, values: Record<string, Value> = row): Value =>
  compileExpression(text, columns).bind((name) => () => values[name] ?? null)(0);

function problemOf(text: string): [string, number] {
  try {
    compileExpression(text, columns);
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return [thrown.problem, thrown.span.at];
    throw thrown;
  }
  return ['none', -1];
}

describe('values', () => {
  it.each<[string, Value]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['2 ^ 3 ^ 2', 512],
    ['10 - 3 - 2', 5],
    ['-7 % 3', 2],
    ['income / 12', 100],
    ['[debt ratio] * 2', 1],
    ['收入＋１ - 0'.replace('１', '1'), 8],
    ['constructor + 1', 4],
    ['income > 1000 and region = "North"', true],
    ['not income > 1000 or true', true],
    ['region in ("south", "North")', true],
    ['if(income >= 1000, "high", "low")', 'high'],
    ['if(income < 0, "debt")', null],
    ['lower(region) & "-" & income', 'north-1200'],
    ['"it""s" & \'a\'\'b\'', 'it"sa\'b'],
    ['length("汉字🙂")', 3],
    ['left("汉字🙂x", 3)', '汉字🙂'],
    ['right(note, 4)', 'late'],
    ['part(note, " ", 2)', 'late'],
    ['part(note, " ", 9)', null],
    ['replace(note, "late", "$&")', 'paid $&'],
    ['round(2.675, 2)', 2.68],
    ['round(-2.5)', -3],
    ['round(1250, -2)', 1300],
    ['clip(income, 0, 1000)', 1000],
    ['max(1, 5, 3)', 5],
    ['number(" 1.5e3 ")', 1500],
    ['number("12 kg")', null],
    ['year(opened)', 2024],
    ['weekday(opened)', 4],
    ['hour(opened)', 15],
    ['opened > "2024-02-29"', true],
    ['opened - date("2024-02-28")', 1 + 15.5 / 24],
    ['text(date("2024-02-28") + 2)', '2024-03-01'],
    ['text(opened)', '2024-02-29 15:30:00'],
    ['date("2023-02-29")', null],
    ['1 / 0', null],
    ['sqrt(-1)', null],
    ['missing + 1', null],
    ['coalesce(missing, 4)', 4],
    ['is_missing(1 / 0)', true],
    ['missing = missing', null],
    ['false and missing', false],
    ['missing and false', false],
    ['true or missing', true],
    ['missing or false', null],
  ])('%s', (text, value) => {
    const result = run(text);
    if (typeof value === 'number' && typeof result === 'number') expect(result).toBeCloseTo(value, 12);
    else expect(result).toBe(value);
  });

  it('are missing where a column is, but where the function asks for that', () => {
    const gone = { ...row, income: null };
    expect(run('income + 1', gone)).toBeNull();
    expect(run('if(income > 1, "a", "b")', gone)).toBeNull();
    expect(run('coalesce(income, 0)', gone)).toBe(0);
    expect(run('is_missing(income)', gone)).toBe(true);
  });

  it('are those of the arithmetic that they are written in', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const values = { ...row, income: a, 'debt ratio': b, constructor: c };
        expect(run('income + [debt ratio] * constructor - income', values)).toBe(a + b * c - a);
      }),
    );
  });
});

describe('what can come out', () => {
  const possible = (text: string) => compileExpression(text, columns).possible;
  it('is known of levels, literals and what is made of them', () => {
    expect(possible('lower(trim(region))')).toEqual(['north', 'south', 'west']);
    expect(possible('if(income > 1, "a", lower("B"))')).toEqual(['a', 'b']);
    expect(possible('region & "/" & if(income > 1, "a", "b")')).toHaveLength(6);
  });
  it('is not known of numbers and free text', () => {
    expect(possible('income + 1')).toBeNull();
    expect(possible('note & region')).toBeNull();
  });
});

describe('what is wrong is told with its character', () => {
  it.each<[string, string, number]>([
    ['', 'empty', 0],
    ['  ', 'empty', 0],
    ['1 +', 'unfinished', 3],
    ['1 + * 2', 'unexpected', 4],
    ['(1 + 2', 'unclosed', 6],
    ['income § 2', 'unexpected', 7],
    ['"abc', 'unclosed', 0],
    ['salary + 1', 'unknown_column', 0],
    ['1 + frob(2)', 'unknown_function', 4],
    ['1 + constructor(2)', 'unknown_function', 4],
    ['abs()', 'argument_count', 0],
    ['abs(1, 2)', 'argument_count', 0],
    ['1 + lower("A")', 'argument_type', 4],
    ['income and true', 'argument_type', 0],
    ['income = "high"', 'argument_type', 9],
    ['region in ()', 'unexpected', 11],
    ['1 2', 'unexpected', 2],
    [`${'('.repeat(80)}1${')'.repeat(80)}`, 'too_deep', 61],
    [`"${'x'.repeat(5000)}"`, 'too_long', 4000],
  ])('%s', (text, problem, at) => {
    expect(problemOf(text)).toEqual([problem, at]);
  });

  it('is nothing else, whatever is written', () => {
    const pieces = fc.constantFrom(
      'income',
      '[debt ratio]',
      '(',
      ')',
      ',',
      '+',
      '-',
      '"a"',
      '1',
      'if',
      'and',
      'not',
      'in',
      '^',
      '𝒳',
      '[',
      "'",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join(' ')),
        ),
        (text) => {
          problemOf(text);
        },
      ),
    );
  });

  it('is never too much for the stack', () => {
    expect(run(Array.from({ length: 1900 }, () => '1').join('+'))).toBe(1900);
  });
});

it('lists every function', () => {
  expect(functionNames).toEqual(
    [...new Set([...functions.keys(), ...windowNames, 'if', 'coalesce', 'is_missing', 'text'])].sort(),
  );
});
