// Our parser against papaparse, and against itself: text that comes in pieces gives the rows of the whole.
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { plainMarks, type Marks } from '../../../../../src/data/formats/delimited/marks';
import { parseRows, splitOutsideQuotes } from '../../../../../src/data/formats/delimited/parse-rows';

const rowsOf = (text: string, marks: Partial<Marks> = {}) =>
  parseRows({ ...plainMarks, ...marks }, text, { last: true }).rows;
const soup = (...parts: string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 40 }).map((chosen) => chosen.join(''));

describe('rows of a text', () => {
  it('are those of papaparse where it finds no fault', () => {
    fc.assert(
      fc.property(soup('a', '1', ',', '"', '""', '\n', ' ', 'ö', '",', '"\n', ',"'), (text) => {
        const theirs = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' });
        // It does not know of a quote behind blanks, and gives a row for what follows the last line end.
        fc.pre(!theirs.errors.some(({ type }) => type === 'Quotes') && !/(?:^|[,\n]) +"/.test(text));
        const expected = text === '' || text.endsWith('\n') ? theirs.data.slice(0, -1) : theirs.data;
        expect(rowsOf(text)).toEqual(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('are the same where the text comes in pieces', () => {
    const marks = fc.record({
      newline: fc.constantFrom('lf' as const, 'any' as const),
      quote: fc.constantFrom('"' as const, "'" as const, null),
      escape: fc.constantFrom('double' as const, 'backslash' as const),
      runs: fc.constantFrom(null, 'one' as const),
    });
    const text = soup('a', ',', '"', "'", '\n', '\r', '\r\n', ' ', '\\', '",', '"\n', ';');
    fc.assert(
      fc.property(marks, text, fc.integer({ min: 1, max: 5 }), (given, whole, size) => {
        const all: Marks = { ...plainMarks, ...given, ...(given.runs ? { delimiter: ' ' } : {}) };
        const once = parseRows(all, whole, { last: true, withLines: true });
        const rows: string[][] = [];
        const lines: string[] = [];
        let pending = '';
        for (let from = 0; from < whole.length; from += size) {
          pending += whole.slice(from, from + size);
          const part = parseRows(all, pending, { last: false, withLines: true });
          rows.push(...part.rows);
          lines.push(...part.lines);
          pending = pending.slice(part.cursor);
        }
        const rest = parseRows(all, pending, { last: true, withLines: true });
        expect([...rows, ...rest.rows]).toEqual(once.rows);
        expect(parseRows(all, whole, { last: true }).rows).toEqual(once.rows);
        expect([...lines, ...rest.lines]).toEqual(once.lines);
        expect(rest.isOpen).toBe(once.isOpen);
        if (!once.isOpen) expect(once.lines.join('')).toBe(whole);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    [
      'line ends of every kind',
      'a,b\r\n1,2\r3,4\n5,6',
      { newline: 'any' },
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['a carriage return inside a line', 'a\rb,c\r\n', {}, [['a\rb', 'c']]],
    [
      'several carriage returns before a line feed',
      'a,b\r\r\n1,2\r\r\n',
      {},
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['apostrophes', "1,'a, b','it''s'\n", { quote: "'" }, [['1', 'a, b', "it's"]]],
    [
      'backslashes before quotes',
      '1,"say \\"a, b\\" \\\\",2\n',
      { escape: 'backslash' },
      [['1', 'say "a, b" \\', '2']],
    ],
    ['a quote behind a blank', '1, "a, b" ,2\n', {}, [['1', 'a, b', '2']]],
    ['quotes inside of quotes that nobody doubled', '1,"5" disk",2\n', {}, [['1', '5" disk', '2']]],
    [
      'a quote that begins a cell and never ends it',
      '1,"oh no,2\n3,"fine",4\n',
      {},
      [
        ['1', '"oh no', '2'],
        ['3', 'fine', '4'],
      ],
    ],
    [
      'runs of blanks',
      ' a  b   c \n1 "x y" 3\n',
      { delimiter: ' ', runs: 'one' },
      [
        ['a', 'b', 'c'],
        ['1', 'x y', '3'],
      ],
    ],
    [
      'at least two blanks',
      'John Smith   23  New York\n',
      { delimiter: ' ', runs: 'two' },
      [['John Smith', '23', 'New York']],
    ],
    [
      'borders',
      '| a | b |\n|1||\n',
      { delimiter: '|', bordered: true },
      [
        [' a ', ' b '],
        ['1', ''],
      ],
    ],
    ['no quotes at all', '"a,b"\n', { quote: null }, [['"a', 'b"']]],
  ] as const)('know %s', (_, text, marks, expected) => {
    expect(rowsOf(text, marks)).toEqual(expected);
  });

  it('come as fast from a line of bad quotes as from any other', () => {
    const line = ',"a"b'.repeat(200_000);
    expect(rowsOf(`1${line}\n`)[0]).toHaveLength(200_001);
    expect(rowsOf(`1${line},"c"\n`)[0]).toHaveLength(2);
  });

  it('wait for a quote to be closed', () => {
    expect(parseRows(plainMarks, 'a\n"b\nc', { last: true })).toMatchObject({
      rows: [['a']],
      cursor: 2,
      isOpen: true,
    });
    expect(parseRows(plainMarks, 'a\n"b\nc', { last: false })).toMatchObject({ rows: [['a']], cursor: 2 });
  });
});

it('quotes in the middle of a cell enclose delimiters where that is asked for', () => {
  expect(splitOutsideQuotes('1,say "a, b",2', plainMarks)).toEqual(['1', 'say "a, b"', '2']);
});
