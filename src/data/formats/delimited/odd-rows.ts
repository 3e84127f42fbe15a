// Counts the rows that are not as the names say and keeps the first of them; refuses a file that is mostly of such rows: then it is written
// in another way than was found, and nothing of it would be read rightly.
import type { OddRow, RowReason, TableLines } from '../../../contract/data/table-lines';
import { HearthError, type Place } from '../../../contract/transport/fault';
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
  readonly #place: (row: number) => Place;
  #ragged: JudgedRow | null = null;

  constructor(width: number, place: (row: number) => Place) {
    this.#width = width;
    this.#place = place;
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

  /** Throws `row_ragged` with the first row of another width where such rows are too many among `taken` ones. */
  refuseRagged(taken: number): void {
    const short = this.count('short');
    const ragged = short + this.count('long');
    const whole = taken - short;
    if (this.#ragged === null || whole > ragged / 2) {
      if (this.#ragged === null || ragged <= fewRows || ragged <= (whole + ragged) * mostShare) return;
    }
    const { row, written } = this.#ragged;
    throw new HearthError('row_ragged', this.#place(row), { expected: this.#width, found: written.length });
  }

  finish(): Pick<TableLines, 'rows' | 'counts'> {
    const counts = [...this.#counts].map(([reason, count]) => ({ reason, count }));
    return { rows: this.#rows, counts };
  }
}
