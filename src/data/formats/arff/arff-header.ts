// What an ARFF header declares: names of attributes in order, and the values that a nominal one may take.
import { pastBlanks, readToken } from './arff-tokens';

/** An attribute of the table. */
export interface ArffAttribute {
  name: string;
  /** Values of a nominal attribute in their order; null for every other. */
  levels: readonly string[] | null;
  /** What a sparse row means that does not name it: 0 of a number, the first value of a nominal one. */
  absent: string | null;
}

const listEnds = /[,}]/;

/** Reads `@attribute NAME TYPE` behind the keyword. @throws Error with what is wrong. */
export function readAttribute(text: string): ArffAttribute {
  const name = readToken(text, 0, /[\s{]/);
  if (name.text === '') throw new Error('an attribute without a name');
  const at = pastBlanks(text, name.end);
  if (text[at] === '{') {
    const levels = readLevels(text, at + 1);
    return { name: name.text, levels, absent: levels[0] ?? null };
  }
  const type = readToken(text, at, /\s/).text.toLowerCase();
  if (type === '') throw new Error(`attribute ${name.text} without a type`);
  if (type === 'relational') throw new Error(`attribute ${name.text} is relational`);
  const isNumber = type === 'numeric' || type === 'real' || type === 'integer';
  return { name: name.text, levels: null, absent: isNumber ? '0' : null };
}

function readLevels(text: string, from: number): string[] {
  const levels: string[] = [];
  for (let at = from; ; at++) {
    const level = readToken(text, at, listEnds);
    at = pastBlanks(text, level.end);
    if (level.text !== '' || level.isQuoted) levels.push(level.text);
    if (text[at] === '}') return levels;
    if (text[at] !== ',') throw new Error('a list of values is not closed');
  }
}
