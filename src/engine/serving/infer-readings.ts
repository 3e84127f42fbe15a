// What a file itself shows of how it writes numbers and dates: all of it for models from before that was kept with them, and else
// whether it evidently writes the other decimal mark than training read.
import { columnTypes } from '../../contract/data/column-types';
import type { DecimalMark } from '../../contract/data/cell-reading';
import { isTaken } from '../../contract/data/table-lines';
import type { Column } from '../../contract/data/dataset';
import { cellValue } from '../../data/cells/cell-of';
import { ColumnGuess } from '../../data/cells/column-guess';
import { DecimalEvidence } from '../../data/cells/decimal-evidence';
import { readTextFile } from '../../data/formats/registry';
import type { TextReadOptions } from '../../data/rows/text-table';

/** Rows that are looked at for the decimal mark. */
const sampleRows = 20_000;

/** Whether a column's text can be read in several ways and it is not known in which. */
export function lacksReading({ type, reading }: Column): boolean {
  return reading === undefined && columnTypes[type].layout === 'floats';
}

/** The columns with how the file writes them, where it was not known and the file is clear about it. */
export async function inferReadings(
  file: File,
  columns: readonly Column[],
  options: TextReadOptions,
  expected: readonly string[],
): Promise<Column[]> {
  const table = await readTextFile(file, options, expected);
  const guesses = table.names.map(() => new ColumnGuess({ commaParts: table.delimiter === ',' }));
  let rows = 0;
  for await (const { cells: all, reasons } of table.rows()) {
    const cells = all.filter((_, row) => isTaken(reasons?.[row] ?? null));
    for (const row of cells) guesses.forEach((guess, column) => guess.add(cellValue(row[column])));
    rows += cells.length;
  }
  const hints = new Set(guesses.flatMap((guess) => guess.hints(rows)));
  return columns.map((column) => {
    const guess = guesses[table.names.indexOf(column.name)];
    if (!guess || !lacksReading(column)) return column;
    const { type, reading } = guess.finish(column.name, rows, hints).column;
    const isClear = type === column.type && reading && !reading.orderIsGuessed;
    return isClear ? { ...column, reading } : column;
  });
}

/** The decimal mark that the file's number columns evidently have, or null. */
export async function evidentDecimal(
  file: File,
  columns: readonly Column[],
  options: TextReadOptions,
  expected: readonly string[],
): Promise<DecimalMark | null> {
  const numbers = columns.filter(({ reading }) => reading?.decimal !== undefined);
  if (numbers.length === 0) return null;
  const table = await readTextFile(file, { ...options, onProgress: () => undefined }, expected);
  const places = numbers.map(({ name }) => table.names.indexOf(name)).filter((place) => place >= 0);
  const evidence = new DecimalEvidence();
  for await (const { firstRow, cells } of table.rows()) {
    for (const row of cells) for (const place of places) evidence.add(cellValue(row[place]));
    if (firstRow + cells.length >= sampleRows) break;
  }
  return evidence.mark();
}
