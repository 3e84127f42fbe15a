// The tokens of an expression as a tree. Weakest first: or, and, not, comparisons, + − &, × ÷ %, sign, power.
import { ExpressionError, type BinaryOperator, type Node, type Span } from './expression';
import { tokensOf, type Token } from './tokens';

const deepest = 60;
/** Operators by how strongly they bind; those of one level group to the left. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['=', '!=', '<', '<=', '>', '>='],
  ['+', '-', '&'],
  ['*', '/', '%'],
];
const comparisons = 2;
const constants = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['missing', null],
]);
const words = new Set(['and', 'or', 'not', 'in']);

/** The tree of an expression. @throws ExpressionError where it is no expression, with the character. */
export function parseExpression(text: string): Node {
  return new Parser(tokensOf(text)).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#level(0);
    if (this.#peek().kind !== 'end') throw this.#unexpected();
    return node;
  }

  #level(level: number): Node {
    const operators = levels[level];
    if (!operators) return this.#unary();
    if (level === comparisons && this.#is('not')) return this.#not();
    let left = this.#level(level + 1);
    for (;;) {
      if (level === comparisons && this.#is('in')) {
        left = this.#in(left);
        continue;
      }
      const operator = operators.find((each) => this.#is(each));
      if (operator === undefined) return left;
      this.#next++;
      const right = this.#level(level + 1);
      left = { kind: 'binary', operator, left, right, ...between(left, right) };
    }
  }

  #not(): Node {
    const token = this.#take();
    const operand = this.#deeper(() => this.#level(comparisons));
    return { kind: 'unary', operator: 'not', operand, ...between(token, operand) };
  }

  #in(value: Node): Node {
    this.#next++;
    this.#expect('(');
    const { items, end } = this.#list();
    if (items.length === 0) throw this.#unexpected(end);
    return { kind: 'in', value, among: items, ...between(value, end) };
  }

  #unary(): Node {
    if (!this.#is('-')) return this.#power();
    const token = this.#take();
    const operand = this.#deeper(() => this.#unary());
    return { kind: 'unary', operator: '-', operand, ...between(token, operand) };
  }

  #power(): Node {
    const left = this.#atom();
    if (!this.#is('^')) return left;
    this.#next++;
    const right = this.#deeper(() => this.#unary());
    return { kind: 'binary', operator: '^', left, right, ...between(left, right) };
  }

  #atom(): Node {
    const token = this.#take();
    const span: Span = { at: token.at, length: token.length };
    switch (token.kind) {
      case 'number':
      case 'text':
        return { kind: 'literal', value: token.value, ...span };
      case 'bracketed':
        return { kind: 'column', name: token.value, ...span };
      case 'name':
        return this.#named(token.value, span);
      case 'mark':
        if (token.value === '(') return this.#parentheses();
        throw this.#unexpected(token);
      case 'end':
        throw new ExpressionError('unfinished', token);
    }
  }

  #named(name: string, span: Span): Node {
    const word = name.toLowerCase();
    if (this.#is('(') && !words.has(word)) {
      this.#next++;
      const { items, end } = this.#list();
      if (this.#isWord('over')) return this.#over(word, items, span);
      return { kind: 'call', name: word, args: items, ...between(span, end) };
    }
    const constant = constants.get(word);
    if (constant !== undefined) return { kind: 'literal', value: constant, ...span };
    if (words.has(word)) throw new ExpressionError('unexpected', span, { found: name });
    return { kind: 'column', name, ...span };
  }

  /** over (by a, b order by c desc rows n): each part may be left out. Its words are columns elsewhere. */
  #over(name: string, args: Node[], span: Span): Node {
    this.#next++;
    this.#expect('(');
    const by = this.#takeWord('by') ? this.#several(() => this.#inner()) : [];
    const order = this.#takeWord('order') ? this.#order() : [];
    const rows = this.#takeWord('rows') ? this.#rows() : null;
    return { kind: 'window', name, args, by, order, rows, ...between(span, this.#expect(')')) };
  }

  #order(): { value: Node; descending: boolean }[] {
    if (!this.#takeWord('by')) throw this.#unexpected();
    return this.#several(() => {
      const value = this.#inner();
      const descending = this.#takeWord('desc');
      if (!descending) this.#takeWord('asc');
      return { value, descending };
    });
  }

  #rows(): Span & { count: number } {
    const token = this.#take();
    if (token.kind !== 'number') throw this.#unexpected(token);
    return { at: token.at, length: token.length, count: token.value };
  }

  #inner(): Node {
    return this.#deeper(() => this.#level(0));
  }

  #several<T>(one: () => T): T[] {
    const all = [one()];
    while (this.#is(',')) {
      this.#next++;
      all.push(one());
    }
    return all;
  }

  /** Whether a word comes next that has its meaning only here. */
  #isWord(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'name' && token.value.toLowerCase() === word;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#next++;
    return found;
  }

  #parentheses(): Node {
    const inner = this.#deeper(() => this.#level(0));
    this.#expect(')');
    return inner;
  }

  /** What stands up to the closing parenthesis, between commas. */
  #list(): { items: Node[]; end: Span } {
    const items: Node[] = [];
    if (!this.#is(')')) {
      items.push(this.#deeper(() => this.#level(0)));
      while (this.#is(',')) {
        this.#next++;
        items.push(this.#deeper(() => this.#level(0)));
      }
    }
    return { items, end: this.#expect(')') };
  }

  #deeper(read: () => Node): Node {
    const { at, length } = this.#peek();
    if (++this.#depth > deepest) throw new ExpressionError('too_deep', { at, length }, { limit: deepest });
    const node = read();
    this.#depth--;
    return node;
  }

  /** Whether a mark, or an operator that is a word, comes next. */
  #is(value: string): boolean {
    const token = this.#peek();
    if (token.kind === 'mark') return token.value === value;
    return token.kind === 'name' && words.has(value) && token.value.toLowerCase() === value;
  }

  #expect(value: string): Token {
    const token = this.#peek();
    if (!this.#is(value)) {
      if (token.kind === 'end') throw new ExpressionError('unclosed', token, { expected: value });
      throw this.#unexpected(token);
    }
    return this.#take();
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', at: 0, length: 0 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #unexpected(token: Token | Span = this.#peek()): ExpressionError {
    const { at, length } = token;
    if ('kind' in token && token.kind === 'end') return new ExpressionError('unfinished', { at, length });
    const found = 'value' in token ? String(token.value) : '';
    return new ExpressionError('unexpected', { at, length }, { found });
  }
}

function between(first: Span, last: Span): Span {
  return { at: first.at, length: last.at + last.length - first.at };
}
