// Counts what there is to say of a scored file's cells, and keeps the first places of each: memory does not grow with the rows.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';
import type { CellIssue, CellIssueKind, IssuePlace } from '../../contract/release/scoring';
import type { CellRemark } from '../../data/columns/column-type';
import { isoMoment } from '../../domain/iso-moment';
import { cellAt } from '../../data/columns/registry';
import type { RowBatch } from '../../data/columns/values';

const keptIssues = 100;
const keptPlaces = 5;
const longestText = 200;

/** Issues by column and kind. */
export class CellIssues {
  count = 0;
  readonly #issues = new Map<string, CellIssue>();
  /** Places of the batch under way whose value is not known yet. */
  #open: { place: IssuePlace; column: Column; row: number }[] = [];

  /** Notes a cell; `firstRow` is that of its batch, `row` its place in it. */
  add(
    column: Column,
    { firstRow, row }: { firstRow: number; row: number },
    remark: CellRemark,
    text: string,
  ): void {
    this.count++;
    const kind = kindOf(remark);
    const key = `${kind} ${column.name}`;
    const issue = this.#issues.get(key) ?? { column: column.name, kind, count: 0, first: [] };
    if (!this.#issues.has(key)) {
      if (this.#issues.size === keptIssues) return;
      this.#issues.set(key, issue);
    }
    issue.count++;
    if (issue.first.length === keptPlaces) return;
    const place: IssuePlace = { row: firstRow + row + 1, text: text.slice(0, longestText), as: null };
    issue.first.push(place);
    if (kind === 'adapted') this.#open.push({ place, column, row });
  }

  /** Adds what the cells of a batch were taken for. */
  settle(columns: readonly Column[], batch: RowBatch): void {
    for (const { place, column, row } of this.#open) {
      const values = batch.values[columns.indexOf(column)];
      const cell = values ? cellAt(column, values, row) : null;
      if (cell === null) continue;
      const isDate = columnTypes[column.type].display === 'date' && typeof cell === 'number';
      place.as = isDate ? isoMoment(cell) : String(cell);
    }
    this.#open = [];
  }

  list(): CellIssue[] {
    return [...this.#issues.values()];
  }
}

function kindOf(remark: CellRemark): CellIssueKind {
  return remark === 'unseen' || remark === 'adapted' ? remark : 'unread';
}
