// One row of an ARFF file: its cells in order, or in curly brackets the places that are not as usual.
import type { ArffAttribute } from './arff-header';
import { pastBlanks, readToken } from './arff-tokens';

const cellEnds = /[,\t{}]/;
const sparseEnds = /[,}]/;

/** Cells of a row, null where missing. @throws Error where they are not as many as the attributes, or name one that is not there. */
export function readRow(text: string, attributes: readonly ArffAttribute[]): (string | null)[] {
  const start = pastBlanks(text, 0);
  return text[start] === '{' ? sparseRow(text, start + 1, attributes) : denseRow(text, start, attributes);
}

function denseRow(text: string, from: number, { length }: readonly ArffAttribute[]): (string | null)[] {
  const cells: (string | null)[] = [];
  let at = from;
  for (;;) {
    const token = readToken(text, at, cellEnds);
    cells.push(valueOf(token));
    at = pastBlanks(text, token.end);
    if (at >= text.length) break;
    if (text[at] !== ',' && text[at] !== '\t') {
      // Cells may be parted by blanks where each is quoted.
      if (!token.isQuoted) throw new Error(`unexpected ${text[at] ?? ''}`);
      continue;
    }
    at = pastBlanks(text, at + 1);
    if (text[at] === '{' && cells.length === length) return cells; // a weight
  }
  if (cells.length !== length)
    throw new Error(`${cells.length} cells where ${length} attributes are declared`);
  return cells;
}

function sparseRow(text: string, from: number, attributes: readonly ArffAttribute[]): (string | null)[] {
  const cells = attributes.map(({ absent }) => absent);
  for (let at = pastBlanks(text, from); text[at] !== '}';) {
    const place = readToken(text, at, /\s/);
    const index = Number(place.text);
    if (!/^\d+$/.test(place.text) || index >= cells.length)
      throw new Error(`attribute ${place.text.slice(0, 20)} is not declared`);
    const token = readToken(text, place.end, sparseEnds);
    cells[index] = valueOf(token);
    at = pastBlanks(text, token.end);
    if (text[at] === ',') at = pastBlanks(text, at + 1);
    else if (text[at] !== '}') throw new Error('a sparse row is not closed');
  }
  return cells;
}

const valueOf = ({ text, isQuoted }: { text: string; isQuoted: boolean }): string | null =>
  !isQuoted && (text === '?' || text === '') ? null : text;
