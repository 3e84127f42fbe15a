// Patterns of cells: regular expressions without what needs backtracking, read into a tree. Whole cells are matched, so that anchors say
// nothing new. No back references, no looking around; greedy or not makes no difference where only "whole or not" is asked.

/** A part of a pattern. */
export type PatternNode =
  | { kind: 'set'; has: (code: number) => boolean }
  | { kind: 'all'; parts: PatternNode[] }
  | { kind: 'one'; ways: PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; least: number; most: number };

/** What is wrong with a pattern. */
export type PatternProblem =
  'unclosed' | 'unopened' | 'nothing-to-repeat' | 'bad-range' | 'bad-count' | 'unsupported' | 'too-large';

/** A pattern that cannot be used; `at` counts characters from 0. */
export class PatternError extends Error {
  readonly problem: PatternProblem;
  readonly at: number;

  constructor(problem: PatternProblem, at: number) {
    super(`pattern: ${problem} at ${String(at)}`);
    this.problem = problem;
    this.at = at;
  }
}

/** Most repetitions that can be counted. */
const mostCount = 1000;

type Test = (code: number) => boolean;
const within = (low: string, high: string): Test => {
  const [from, to] = [low.codePointAt(0)!, high.codePointAt(0)!];
  return (code) => code >= from && code <= to;
};
const anyOf =
  (tests: readonly Test[]): Test =>
  (code) =>
    tests.some((has) => has(code));
const not =
  (has: Test): Test =>
  (code) =>
    !has(code);
const same = (char: string): Test => {
  const only = char.codePointAt(0)!;
  return (code) => code === only;
};

const digit = within('0', '9');
const word = anyOf([digit, within('a', 'z'), within('A', 'Z'), same('_')]);
const blank: Test = (code) => /\s/u.test(String.fromCodePoint(code));
const classes: Record<string, Test> = {
  ...{ d: digit, D: not(digit), w: word, W: not(word), s: blank, S: not(blank) },
};
const controls: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

/** Reads a pattern. @throws PatternError */
export function parsePattern(pattern: string): PatternNode {
  return new PatternReader(pattern).read();
}

class PatternReader {
  readonly #chars: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#chars = [...pattern];
  }

  read(): PatternNode {
    if (this.#peek() === '^') this.#at++;
    const node = this.#ways();
    if (this.#at < this.#chars.length) throw this.#error('unopened');
    return node;
  }

  #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  #error(problem: PatternProblem, at = this.#at): PatternError {
    return new PatternError(problem, at);
  }

  #ways(): PatternNode {
    const ways = [this.#sequence()];
    while (this.#peek() === '|') {
      this.#at++;
      ways.push(this.#sequence());
    }
    return ways.length === 1 ? ways[0]! : { kind: 'one', ways };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#peek()) {
      if (char === '$' && this.#at === this.#chars.length - 1) {
        this.#at++;
        break;
      }
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'all', parts };
  }

  #atom(): PatternNode {
    const at = this.#at;
    const char = this.#chars[this.#at++]!;
    switch (char) {
      case '(':
        return this.#group(at);
      case '[':
        return { kind: 'set', has: this.#class(at) };
      case '.':
        return {
          kind: 'set',
          has: (code) => code !== 10 && code !== 13 && code !== 0x2028 && code !== 0x2029,
        };
      case '\\':
        return { kind: 'set', has: this.#escape().has };
      case '*':
      case '+':
      case '?':
        throw this.#error('nothing-to-repeat', at);
      case '^':
      case '$':
        throw this.#error('unsupported', at);
      default:
        return { kind: 'set', has: same(char) };
    }
  }

  #group(at: number): PatternNode {
    if (this.#peek() === '?') {
      if (this.#chars[this.#at + 1] !== ':') throw this.#error('unsupported', at);
      this.#at += 2;
    }
    const node = this.#ways();
    if (this.#peek() !== ')') throw this.#error('unclosed', at);
    this.#at++;
    return node;
  }

  /** After a backslash: a class of characters, or one character. */
  #escape(): { has: Test; char: string | null } {
    const at = this.#at - 1;
    const char = this.#chars[this.#at++];
    if (char === undefined) throw this.#error('unclosed', at);
    const known = Object.hasOwn(classes, char) ? classes[char] : undefined;
    if (known) return { has: known, char: null };
    const control = Object.hasOwn(controls, char) ? controls[char]! : char;
    if (control === char && /[0-9A-Za-z]/.test(char)) throw this.#error('unsupported', at);
    return { has: same(control), char: control };
  }

  #class(at: number): Test {
    const negated = this.#peek() === '^';
    if (negated) this.#at++;
    const tests: Test[] = [];
    for (;;) {
      const char = this.#peek();
      if (char === undefined) throw this.#error('unclosed', at);
      if (char === ']') break;
      tests.push(this.#classPart());
    }
    this.#at++;
    const has = anyOf(tests);
    return negated ? not(has) : has;
  }

  #classPart(): Test {
    const at = this.#at;
    const low = this.#classChar();
    if (low.char === null || this.#peek() !== '-' || this.#chars[this.#at + 1] === ']') return low.has;
    this.#at++;
    if (this.#peek() === undefined) throw this.#error('unclosed', at);
    const high = this.#classChar();
    if (high.char === null || low.char.codePointAt(0)! > high.char.codePointAt(0)!)
      throw this.#error('bad-range', at);
    return within(low.char, high.char);
  }

  #classChar(): { has: Test; char: string | null } {
    const char = this.#chars[this.#at++]!;
    return char === '\\' ? this.#escape() : { has: same(char), char };
  }

  #repeated(part: PatternNode): PatternNode {
    const at = this.#at;
    const counts = this.#counts();
    if (!counts) return part;
    if (this.#peek() === '?') this.#at++;
    if (this.#counts()) throw this.#error('nothing-to-repeat', at);
    return { kind: 'repeat', part, ...counts };
  }

  #counts(): { least: number; most: number } | null {
    const char = this.#peek();
    const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const;
    if (char === '*' || char === '+' || char === '?') {
      this.#at++;
      const [least, most] = simple[char];
      return { least, most };
    }
    if (char !== '{') return null;
    const rest = this.#chars.slice(this.#at, this.#at + 12).join('');
    const found = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(rest);
    if (!found) throw this.#error('bad-count');
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === '' ? Infinity : Number(found[3]);
    if (least > most || least > mostCount || (most > mostCount && most !== Infinity))
      throw this.#error('bad-count');
    this.#at += found[0].length;
    return { least, most };
  }
}
