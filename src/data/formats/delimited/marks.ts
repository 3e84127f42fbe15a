// What parts the cells and lines of a text table. Only says; pick-marks.ts finds it, parse-rows.ts reads by it.

/** How cells and lines are parted. */
export interface Marks {
  /** One or more characters; where `runs`, any number of blanks. */
  delimiter: string;
  /** Blanks part the cells, however many they are: tables that are aligned by eye. `two`: at least two of them. */
  runs: 'one' | 'two' | null;
  /** What encloses cells that contain a delimiter or a line end, or null where nothing does. */
  quote: '"' | "'" | null;
  /** Whether typographic quotes enclose cells too: they are taken for `"`. */
  curly: boolean;
  /** Whether quotes enclose lines as well, as where a table was pasted into one column: what is in them is the line. */
  enclosed: boolean;
  /** How a quote inside such a cell is written: twice, or behind a backslash. */
  escape: 'double' | 'backslash';
  /** Whether a carriage return alone ends a line, too. */
  newline: 'lf' | 'any';
  /** Lines begin and end with the delimiter, as in Markdown. */
  bordered: boolean;
}

/** A CSV as RFC 4180 has it. */
export const plainMarks: Marks = {
  delimiter: ',',
  runs: null,
  quote: '"',
  curly: false,
  enclosed: false,
  escape: 'double',
  newline: 'lf',
  bordered: false,
};

/** The cells of a line in which nothing is quoted. */
export function splitLine(line: string, { delimiter, runs, bordered }: Marks): string[] {
  if (runs !== null) return line.trim().split(runs === 'two' ? /[ \t]{2,}/ : /[ \t]+/);
  const cells = line.split(delimiter);
  return bordered ? unborder(cells) : cells;
}

/** Cells without the empty ones that lie outside of a bordered line. */
export function unborder(cells: string[]): string[] {
  const from = cells.length > 1 && cells[0]?.trim() === '' ? 1 : 0;
  const to =
    cells.length > from + 1 && cells[cells.length - 1]?.trim() === '' ? cells.length - 1 : cells.length;
  return cells.slice(from, to);
}

const curlyQuotes = /[“”„‟]/g;

/** A text with quotes as keyboards write them, each in the place of one that word processors set. */
export function straightQuotes(text: string): string {
  return text.replace(curlyQuotes, '"');
}
