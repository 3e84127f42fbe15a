// The text of a scored file: every line as it was, the answers behind it; and its first rows, to look at.
import { isTaken } from '../../contract/data/table-lines';
import type { ScoredFile, ScoringPreview, UnreadCell, UnreadReason } from '../../contract/release/scoring';
import { csvLine, extendLine, type CsvStyle } from '../../data/export/csv-line';
import { uniqueNames } from '../../data/formats/names';
import type { TextRows, TextTable } from '../../data/rows/text-table';
import type { Answer } from '../../domain/tasks/task';

const previewRows = 5;
const previewColumns = 30;
const longestCell = 100;
const keptUnread = 100;
const byteOrderMark = '\ufeff';

/** Takes rows with their answers; memory holds what a Blob does not take. */
export class ScoredText {
  rows = 0;
  guarded = 0;
  /** Lines that are no rows of the table: the first of them, and how many. */
  readonly unread: ScoredFile['unread'] = [];
  unreadCount = 0;
  readonly preview: ScoringPreview;
  readonly #table: TextTable;
  readonly #answers: string[];
  readonly #style: CsvStyle;
  readonly #parts: Blob[] = [];

  constructor(table: TextTable, answers: readonly string[], guard: boolean) {
    this.#table = table;
    this.#style = { delimiter: table.delimiter, guard };
    this.#answers = uniqueNames([...table.names, ...answers]).slice(table.names.length);
    this.preview = { columns: table.names.slice(0, previewColumns), answers: this.#answers, rows: [] };
  }

  /** `dropped`: rows that have no answer, by their place among these. */
  add(
    { firstRow, cells, lines, reasons }: TextRows,
    answers: readonly Answer[],
    dropped: ReadonlyMap<number, UnreadCell> = new Map(),
  ): void {
    const texts = this.rows === 0 ? [this.#head(lines?.[0] ?? '')] : [];
    answers.forEach(({ value, probabilities }, row) => {
      const own = cells[row] ?? [];
      const reason = reasons?.[row] ?? null;
      if (reason !== null && !isTaken(reason)) {
        this.#leave(firstRow + row + 1, reason);
        texts.push(lines?.[row] ?? '');
        return;
      }
      const cell = dropped.get(row);
      if (cell) this.#leave(firstRow + row + 1, 'cell', cell);
      const further = cell ? this.#answers.map(() => null) : [value, ...probabilities];
      texts.push(
        this.#extend(lines?.[row] ?? csvLine(own, { ...this.#style, guard: false }), further, own.length),
      );
      if (this.preview.rows.length < previewRows)
        this.preview.rows.push({
          cells: own.slice(0, previewColumns).map((cell) => cell.slice(0, longestCell)),
          answers: further.map((each) => String(each ?? '')),
        });
    });
    this.rows += answers.length;
    this.#parts.push(new Blob([texts.join('')]));
  }

  /** Notes a line without an answer. */
  #leave(row: number, reason: UnreadReason, cell?: UnreadCell): void {
    this.unreadCount++;
    if (this.unread.length < keptUnread) this.unread.push({ row, reason, ...(cell ? { cell } : {}) });
  }

  finish(): Blob {
    return new Blob(this.#parts, { type: 'text/csv' });
  }

  /** The lines above the rows; a file without names gets them. */
  #head(firstLine: string): string {
    const { names, hasHeader, marked } = this.#table;
    const above = [...this.#table.above()];
    const end = /(?:\r\n|\n|\r)$/.exec(firstLine)?.[0] ?? '\r\n';
    const made = csvLine(names, this.#style).replace(/\r\n$/, end);
    const header = (hasHeader ? above.pop() : undefined) ?? made;
    const head = [
      ...above,
      this.#extend(
        header,
        this.#answers,
        hasHeader ? (this.#table.headerWidth ?? names.length) : names.length,
      ),
    ].join('');
    return marked ? `${byteOrderMark}${head}` : head;
  }

  #extend(line: string, further: readonly (string | number | null)[], width: number): string {
    const missing = Math.max(0, (this.#table.lineWidth ?? this.#table.names.length) - width);
    const { text, guarded } = extendLine(
      line,
      [...new Array<null>(missing).fill(null), ...further],
      this.#style,
    );
    this.guarded += guarded;
    return text;
  }
}
