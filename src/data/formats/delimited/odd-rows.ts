// Counts the rows that are not as the names say and keeps the first of them; says whether there are too many of them: then the file may be written
// in another way than was found, and a person has to say what becomes of them.
import type { OddRow, RowReason, TableLines } from '../../../contract/data/table-lines';
import type { RaggedRow } from '../../rows/reading';
import type { JudgedRow } from './row-rules';

const keptRows = 100;
const longestText = 200;
/** So many rows of another width, and more than this share of all, are no accidents. */
const fewRows = 10;
const mostShare = 0.2;

/** Gathers odd rows in file order. */
export class OddRows {
  readonly #rows: OddRow[] = [];
  readonly #counts = new Map<RowReason, number>();
  readonly #width: number;
  #ragged: JudgedRow | null = null;

  constructor(width: number) {
    this.#width = width;
  }

  add(row: JudgedRow): void {
    const { reason, written } = row;
    if (reason === null) return;
    this.#counts.set(reason, this.count(reason) + 1);
    if (reason === 'short' || reason === 'long') this.#ragged ??= row;
    if (this.#rows.length === keptRows) return;
    const text = written.join(' ').trim().slice(0, longestText);
    this.#rows.push({ row: row.row, reason, cells: written.length, text });
  }

  count(reason: RowReason): number {
    return this.#counts.get(reason) ?? 0;
  }

  /** The first row of another width, where such rows are too many among `taken` ones. */
  ragged(taken: number): RaggedRow | undefined {
    const short = this.count('short');
    const ragged = short + this.count('long');
    const whole = taken - short;
    if (this.#ragged === null) return undefined;
    if (whole > ragged / 2 && (ragged <= fewRows || ragged <= (whole + ragged) * mostShare)) return undefined;
    const { row, written } = this.#ragged;
    return { row, expected: this.#width, found: written.length };
  }

  finish(): Pick<TableLines, 'rows' | 'counts'> {
    const counts = [...this.#counts].map(([reason, count]) => ({ reason, count }));
    return { rows: this.#rows, counts };
  }
}
