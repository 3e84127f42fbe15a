// Patterns of cells agree with the engine's regular expressions where both can say it, and never take more than linear time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternError } from '../../../src/domain/patterns/parse-pattern';
import { Pattern } from '../../../src/domain/patterns/pattern';

const atom = fc.constantFrom('a', 'b', 'c', '\\d', '\\w', '[ab]', '[^a]', '[a-c1]', '.', '\\.', '-', '汉');
const tree = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => one + other),
    fc.tuple(tie('node'), tie('node')).map(([one, other]) => `(${one}|${other})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}', '*?'))
      .map(([part, count]) => `(?:${part})${count}`),
  ),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', '-', '汉', '\n'), maxLength: 12 });

describe('a pattern', () => {
  it('matches what a regular expression of the engine matches as a whole', () => {
    fc.assert(
      fc.property(tree.node, fc.array(text, { minLength: 1, maxLength: 8 }), (source, texts) => {
        const ours = new Pattern(source);
        const theirs = new RegExp(`^(?:${source})$`, 'u');
        for (const each of texts) expect(ours.matches(each), `${source} on ${each}`).toBe(theirs.test(each));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['[A-Z]{2}-\\d{4}', 'AB-1234', true],
    ['[A-Z]{2}-\\d{4}', 'AB-12345', false],
    ['^\\d+$', '007', true],
    ['yes|no', 'no', true],
    ['yes|no', 'none', false],
    ['', '', true],
    ['[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+', 'ann.b@mail.example', true],
    ['😀+', '😀😀', true],
    ['[]', 'a', false],
    ['a{,2}', 'a', null],
  ])('%s on %s', (source, cell, expected) => {
    if (expected === null) expect(() => new Pattern(source)).toThrow(PatternError);
    else expect(new Pattern(source).matches(cell)).toBe(expected);
  });

  it.each([
    ['(a', 'unclosed', 0],
    ['ab[cd', 'unclosed', 2],
    ['a)', 'unopened', 1],
    ['ab\\', 'unclosed', 2],
    ['*a', 'nothing-to-repeat', 0],
    ['a**', 'nothing-to-repeat', 1],
    ['x[z-a]', 'bad-range', 2],
    ['a{3,2}', 'bad-count', 1],
    ['a{x}', 'bad-count', 1],
    ['(?=a)', 'unsupported', 0],
    ['(a)\\1', 'unsupported', 3],
    ['a^b', 'unsupported', 1],
    ['(a{900}){900}', 'too-large', 0],
  ])('%s is refused: %s at %i', (source, problem, at) => {
    expect(() => new Pattern(source)).toThrow(expect.objectContaining({ problem, at }) as Error);
  });

  it('ends on a long cell where backtracking would take for ever', () => {
    const nested = new Pattern('(a+)+(a|b|ab)*c');
    expect(nested.matches('a'.repeat(50_000))).toBe(false);
    expect(nested.matches(`${'a'.repeat(50_000)}c`)).toBe(true);
  });

  it('stays right where more sets are met than are kept', () => {
    const many = new Pattern('(a|b)*a(a|b){9}');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 5, maxLength: 60 }), (cell) => {
        expect(many.matches(cell)).toBe(cell.length >= 10 && cell.at(-10) === 'a');
      }),
      { numRuns: 400 },
    );
  });
});
