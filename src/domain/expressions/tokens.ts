// The text of an expression as tokens.
import { ExpressionError, type Span } from './expression';

export type Token = Span &
  (
    | { kind: 'number'; value: number }
    | { kind: 'text'; value: string }
    | { kind: 'name'; value: string }
    /** In brackets: always a column. */
    | { kind: 'bracketed'; value: string }
    | { kind: 'mark'; value: string }
    | { kind: 'end' }
  );

const longest = 4000;
const blank = /[\s\u00a0\u3000]+/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
/** Longer ones first. Full-width marks are what a Chinese keyboard gives. */
const mark = /==|!=|<>|<=|>=|&&|\|\||[-+*/%^&=<>(),!≠≤≥（），＝＋－＊／＜＞]/y;
const spelled: Record<string, string> = {
  ...{ '==': '=', '<>': '!=', '≠': '!=', '≤': '<=', '≥': '>=', '&&': 'and', '||': 'or', '!': 'not' },
  ...{
    '（': '(',
    '）': ')',
    '，': ',',
    '＝': '=',
    '＋': '+',
    '－': '-',
    '＊': '*',
    '／': '/',
    '＜': '<',
    '＞': '>',
  },
};
const closing: Record<string, string> = { '"': '"', "'": "'", '“': '”', '‘': '’', '[': ']' };

/** Tokens in order, the last of kind `end`. @throws ExpressionError `empty`, `too_long`, `unexpected`, `unclosed`. */
export function tokensOf(text: string): Token[] {
  if (text.length > longest)
    throw new ExpressionError('too_long', { at: longest, length: text.length - longest }, { limit: longest });
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  while (at < text.length) {
    const space = take(blank);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const token = quotedAt(text, at) ?? plainAt(at, take);
    if (!token) throw new ExpressionError('unexpected', { at, length: 1 }, { found: characterAt(text, at) });
    tokens.push(token);
    at += token.length;
  }
  if (tokens.length === 0) throw new ExpressionError('empty', { at: 0, length: 0 });
  return [...tokens, { kind: 'end', at, length: 0 }];
}

function plainAt(at: number, take: (pattern: RegExp) => string | null): Token | null {
  const digits = take(number);
  if (digits !== null) return { kind: 'number', value: Number(digits), at, length: digits.length };
  const word = take(name);
  if (word !== null) return { kind: 'name', value: word, at, length: word.length };
  const sign = take(mark);
  return sign === null ? null : { kind: 'mark', value: spelled[sign] ?? sign, at, length: sign.length };
}

/** A text in quotes, or a column's name in brackets; the closing mark written twice stands for itself. */
function quotedAt(text: string, at: number): Token | null {
  const open = text[at] ?? '';
  const close = Object.hasOwn(closing, open) ? closing[open] : undefined;
  if (close === undefined) return null;
  let value = '';
  let end = at + 1;
  for (; end < text.length; end++) {
    const character = text[end] ?? '';
    if (character !== close) value += character;
    else if (text[end + 1] === close) {
      value += close;
      end++;
    } else return { kind: open === '[' ? 'bracketed' : 'text', value, at, length: end + 1 - at };
  }
  throw new ExpressionError('unclosed', { at, length: text.length - at }, { expected: close });
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}
