// The table of a sheet: which of its rows and columns, what they are called, and of which kind each column is.
import type { SheetOptions } from '../../../contract/data/opening/sheet-options';
import { rangePattern } from '../../../contract/data/opening/sheet-options';
import type { TableLines } from '../../../contract/data/table-lines';
import { isTimeAlone, shortMoment } from '../../../domain/iso-moment';
import { letMessagesIn } from '../../rows/let-messages-in';
import { checkAbort } from '../../rows/group-source';
import { findLayout } from '../delimited/layout';
import { plainMarks } from '../delimited/marks';
import { uniqueNames } from '../names';
import type { TypedRows, TypedTable, PlainValues } from '../typed-table';
import { columnNumber, type SheetCell } from './one-sheet';

const partRows = 16_384;
/** Rows that the names are looked for in. */
const headRows = 200;
const day = 86_400_000;
/** Days 0 and 1 of the calendars that sheets count in: times without a day are there. */
const timeDays = [Date.UTC(1899, 11, 30), Date.UTC(1899, 11, 31), Date.UTC(1904, 0, 1)];

/** A table of a sheet, and what of the sheet is no row of it. */
export interface SheetTable extends TypedTable {
  lines: TableLines;
}

type Kind = PlainValues['kind'];

/** Finds the table among the cells of a sheet, or takes it where a person says it is. */
export function sheetTable(grid: readonly SheetCell[][], options: SheetOptions): SheetTable {
  const { top, rows } = regionOf(grid, options);
  const { above, header, names } = headOf(rows, top, options);
  const body = rows.slice(above.length + header).filter((row) => row.some((cell) => cell !== null));
  const width = rows[0]?.length ?? 0;
  const used = Array.from({ length: width }, (_, at) => at).filter(
    (at) => (names[at] ?? '') !== '' || body.some((row) => (row[at] ?? null) !== null),
  );
  const titles = above.map((row) => row.map(cellText).filter(Boolean).join(' ')).filter(Boolean);
  const empty = rows.length - above.length - header - body.length;
  const kinds = used.map((at) => kindOf(body, at));
  return {
    names: uniqueNames(used.map((at) => names[at] ?? '')),
    rows: body.length,
    lines: {
      titles: titles.length,
      titleTexts: titles.slice(0, 5).map((text) => text.slice(0, 200)),
      header,
      quote: null,
      rows: [],
      counts: empty > 0 ? [{ reason: 'empty', count: empty }] : [],
    },
    async *parts(signal): AsyncGenerator<TypedRows> {
      for (let from = 0; from < body.length; from += partRows) {
        checkAbort(signal);
        const part = body.slice(from, from + partRows);
        yield {
          rows: part.length,
          columns: used.map((at, index) => valuesOf(part, at, kinds[index] ?? 'text')),
        };
        await letMessagesIn();
      }
    },
  };
}

/** The rectangle that was said, or the one that holds every value; `top`: rows of the sheet above it. */
function regionOf(
  grid: readonly SheetCell[][],
  { range }: SheetOptions,
): { top: number; rows: SheetCell[][] } {
  const [, fromColumn = 'A', fromRow = '', toColumn = 'XFD', toRow = ''] =
    rangePattern.exec(range ?? '') ?? [];
  const [left, right] = [columnNumber(fromColumn), columnNumber(toColumn)].sort((a, b) => a - b);
  const [top, bottom] = [Number(fromRow || 1), Number(toRow || grid.length)].sort((a, b) => a - b);
  const rows = grid.slice((top ?? 1) - 1, bottom).map((row) => row.slice((left ?? 1) - 1, right));
  if (range !== undefined) return { top: (top ?? 1) - 1, rows };
  const isFilled = (row: readonly SheetCell[]): boolean => row.some((cell) => cell !== null);
  const first = rows.findIndex(isFilled);
  const filled = rows.slice(Math.max(0, first), rows.findLastIndex(isFilled) + 1);
  const width = filled[0]?.length ?? 0;
  let start = 0;
  while (start < width && filled.every((row) => (row[start] ?? null) === null)) start++;
  return { top: Math.max(0, first), rows: filled.map((row) => row.slice(start)) };
}

/** Rows above the names, rows of names, and the names. */
function headOf(
  rows: readonly SheetCell[][],
  top: number,
  { headerRow }: SheetOptions,
): { above: SheetCell[][]; header: number; names: string[] } {
  const width = rows[0]?.length ?? 0;
  const textsOf = (row: readonly SheetCell[]): string[] => row.map((cell) => cellText(cell).trim());
  if (headerRow === 0) return { above: [], header: 0, names: [] };
  if (headerRow !== undefined) {
    const at = Math.max(0, headerRow - 1 - top);
    return { above: rows.slice(0, at), header: 1, names: textsOf(rows[at] ?? []) };
  }
  // Blank rows say nothing, and are not counted where the names are looked for.
  const filled = rows
    .slice(0, headRows)
    .flatMap((row, at) => (row.some((cell) => cell !== null) ? [at] : []));
  const texts = filled.map((at) => textsOf(rows[at] ?? []));
  const layout = findLayout(texts, plainMarks, { expected: [] });
  const first = filled[layout.titles] ?? 0;
  const last = filled[layout.titles + layout.header - 1] ?? first;
  const names = layout.header === 0 ? [] : layout.header === 1 ? textsOf(rows[last] ?? []) : layout.names;
  const isIndex = layout.names[0] === 'index' && names[0] === '';
  return {
    above: rows.slice(0, first),
    header: layout.header === 0 ? 0 : last - first + 1,
    names: Array.from({ length: width }, (_, at) => (at === 0 && isIndex ? 'index' : (names[at] ?? ''))),
  };
}

/** What all values of a column are; texts where they differ. */
function kindOf(rows: readonly SheetCell[][], at: number): Kind {
  let kind: Kind | null = null;
  for (const row of rows) {
    const cell = row[at] ?? null;
    if (cell === null) continue;
    const found = typeof cell === 'number' ? 'number' : cell instanceof Date ? 'date' : 'text';
    if (found === 'text' || (kind !== null && kind !== found)) return 'text';
    kind = found;
  }
  return kind ?? 'text';
}

function valuesOf(rows: readonly SheetCell[][], at: number, kind: Kind): PlainValues {
  if (kind === 'text') return { kind, values: rows.map((row) => textOrNull(row[at] ?? null)) };
  const values = Float64Array.from(rows, (row) => {
    const cell = row[at];
    const value = cell instanceof Date ? momentOf(cell) : cell;
    return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
  });
  return { kind, values };
}

/**
 * Milliseconds since 1970. A fraction of a day that stands for whole seconds may come out a hair below them, and a `Date` cuts what is below a
 * millisecond off. A time alone is put on the first day that is counted.
 */
function momentOf(date: Date): number {
  const cut = date.getTime();
  const at = ((cut % 1000) + 1000) % 1000 === 999 ? cut + 1 : cut;
  const start = timeDays.find((from) => at > from && at < from + day);
  return start !== undefined && isTimeAlone(at - start) ? at - start : at;
}

const textOrNull = (cell: SheetCell): string | null => (cell === null ? null : cellText(cell));

function cellText(cell: SheetCell): string {
  if (cell === null) return '';
  return cell instanceof Date ? shortMoment(momentOf(cell)) : String(cell);
}
