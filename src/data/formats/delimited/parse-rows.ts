// Rows of a piece of text, with papaparse's own parser: its callers only add streaming, which rows.ts does itself.
import Papa from 'papaparse';

/** What parts cells and lines. */
export interface Marks {
  delimiter: string;
  newline: '\n' | '\r';
}

/** What the parser returns; its type says `any`. */
export type ParsedRows = Papa.ParseResult<string[]>;

/** A parser; `step` is called after every row. */
export function newParser(
  { delimiter, newline }: Marks,
  { preview = 0, step }: { preview?: number; step?: (row: ParsedRows) => void } = {},
): Papa.Parser {
  const config = { delimiter, newline, quoteChar: '"', preview };
  return new Papa.Parser(step ? { ...config, step } : config);
}

/** Rows that are complete, and where they end. */
export interface ParsedText extends Pick<ParsedRows, 'data' | 'errors'> {
  /** Each row's text with its line end; empty unless asked for. */
  lines: string[];
  cursor: number;
}

/** Parses a piece of text; unless it is the `last` one, its last row is left for the next. */
export function parseRows(
  parts: Marks,
  text: string,
  { last, withLines }: { last: boolean; withLines: boolean },
): ParsedText {
  if (!withLines) {
    const { data, errors, meta } = newParser(parts).parse(text, 0, !last) as ParsedRows;
    return { data, errors, lines: [], cursor: meta.cursor };
  }
  const parsed: ParsedText = { data: [], errors: [], lines: [], cursor: 0 };
  const step = ({ data, errors, meta }: ParsedRows): void => {
    const row = parsed.data.length;
    parsed.errors.push(...errors.map((error) => ({ ...error, row })));
    parsed.data.push(...data);
    parsed.lines.push(text.slice(parsed.cursor, meta.cursor));
    parsed.cursor = meta.cursor;
  };
  newParser(parts, { step }).parse(text, 0, !last);
  return parsed;
}
