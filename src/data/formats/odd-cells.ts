// Cells that did not fit their column while a table is read: their notices, or, where a person wants it so, rows that are left out for them.
import type { CellNotice } from '../../contract/data/dataset';
import type { DroppedRow, DroppedRows } from '../../contract/data/dropped-rows';
import { HearthError } from '../../contract/transport/fault';
import type { CellRemark, Refuse } from '../columns/column-type';
import { columnTypeOf } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import { filePlace, type NamedBlob } from './bytes';
import type { FileReadOptions } from './format';

const kept = 100;
const longestText = 200;

/** What is known of odd cells after the last group. */
export interface OddCellFacts {
  notices: CellNotice[];
  noticeCount: number;
  dropped?: DroppedRows;
}

/** Gathers them group by group; rows count those that were read, whatever is left out. */
export class OddCells {
  readonly #options: Pick<FileReadOptions, 'cells' | 'onDropped'>;
  #notices: CellNotice[] = [];
  #noticeCount = 0;
  /** Rows of the group under way that are left out, by their place in it. */
  readonly #group = new Map<number, Omit<DroppedRow, 'row'> | null>();
  readonly #rows: DroppedRow[] = [];
  #dropped = 0;
  /** Rows of all groups so far: read, and kept. */
  #read = 0;
  #given = 0;

  constructor(options: Pick<FileReadOptions, 'cells' | 'onDropped'>) {
    this.#options = options;
  }

  /** Rows that were read. */
  get read(): number {
    return this.#read;
  }

  /** What a builder of a column calls for a cell that does not fit. */
  refuser(column: string): Refuse {
    return (at, remark, value) => this.#note(at, remark, { column, value: value.slice(0, longestText) });
  }

  /** The rows of a group that are kept; call once for each, in order. */
  take(rows: number, values: RowBatch['values']): RowBatch {
    const dropped = [...this.#group].sort(([a], [b]) => a - b);
    for (const [at, cell] of dropped) {
      const row = this.#read + at;
      this.#options.onDropped?.(row);
      if (cell && this.#rows.length < kept) this.#rows.push({ row: row + 1, ...cell });
    }
    const firstRow = this.#given;
    this.#read += rows;
    this.#given += rows - dropped.length;
    this.#dropped += dropped.length;
    if (dropped.length === 0) return { firstRow, rows, values };
    const left = Uint32Array.from({ length: rows }, (_, at) => at).filter((at) => !this.#group.has(at));
    this.#group.clear();
    return {
      ...{ firstRow, rows: left.length },
      values: values.map((each) => columnTypeOf(each.type).select(each, left, rows)),
    };
  }

  /** @throws HearthError `cell_unreadable` with the first cell where no row is left. */
  refuseNone(file: NamedBlob): void {
    const [first] = this.#rows;
    if (this.#given > 0 || !first) return;
    const { row, column, value } = first;
    throw new HearthError('cell_unreadable', { ...filePlace(file), row, column }, { value });
  }

  /** `fileRow`: the number in the file of the row that was read as that one, from 1, where rows of the file were left out before. */
  finish(fileRow: (read: number) => number = (read) => read): OddCellFacts {
    this.#trim();
    const rows = this.#rows.map((each) => ({ ...each, row: fileRow(each.row) }));
    return {
      ...{ notices: this.#notices, noticeCount: this.#noticeCount },
      ...(this.#dropped === 0 ? {} : { dropped: { count: this.#dropped, rows } }),
    };
  }

  #note(at: number, remark: CellRemark, cell: Omit<DroppedRow, 'row'>): void {
    if (remark === 'unseen' || remark === 'adapted') return;
    if (this.#options.cells === 'drop') {
      if (!this.#group.has(at)) this.#group.set(at, this.#rows.length < kept ? cell : null);
      return;
    }
    this.#noticeCount++;
    // Columns of a block come one after another: keep the first in file order, not in order of arrival.
    this.#notices.push({ row: this.#read + at + 1, ...cell, reason: remark });
    if (this.#notices.length >= kept * 20) this.#trim();
  }

  #trim(): void {
    this.#notices.sort((a, b) => a.row - b.row);
    this.#notices.length = Math.min(this.#notices.length, kept);
  }
}
