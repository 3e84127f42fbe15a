// The windows of an expression over all rows: its parts are read in one pass, then each group is put in order and gone over.
import type { Column } from '../../contract/data/dataset';
import type { Program } from '../../domain/expressions/compile';
import type { Value, ValueType } from '../../domain/expressions/expression';
import type { Reader, Typed } from '../../domain/expressions/typed';
import type { Window } from '../../domain/expressions/windows';
import type { RowBatch } from '../columns/values';
import { readerOn } from '../transforms/expressions';
import { concatArrays } from './concat-values';
import { overGroup } from './over-group';
import { compareRows, ranksOf } from './ranks';
import { groupsOfColumns, rowsByGroup } from './row-groups';
import { onlyColumns, type Rows } from './rows';
import { checkRowCount, Names, type WholeColumn } from './whole-column';

/** Readers of the windows for one pass over the rows, group by group. */
export interface WindowValues {
  pass(): (batch: RowBatch) => ReadonlyMap<string, Reader>;
}

/** Works the windows of a program out. @throws HearthError `groups_excessive`, `rows_excessive`. */
export async function windowValues({ windows, columns }: Program, rows: Rows): Promise<WindowValues> {
  const narrow = columns.length > 0 ? onlyColumns(rows, columns) : rows;
  const parts = windows.map(({ arg, by, order }) => ({
    arg: arg && new Part(arg),
    by: by.map((each) => new Part(each)),
    order: order.map(({ value }) => new Part(value)),
  }));
  const all = parts.flatMap(({ arg, by, order }) => [...(arg ? [arg] : []), ...by, ...order]);
  let count = 0;
  for await (const batch of narrow.groups()) {
    count += batch.rows;
    checkRowCount(count);
    for (const part of all) part.add(narrow.columns, batch);
  }
  const found = windows.map((window, at) => {
    const { arg = null, by = [], order = [] } = parts[at] ?? {};
    const values = valuesOver(window, count, arg?.column() ?? null, {
      by: by.map((part) => part.column()),
      order: order.map((part) => part.column()),
    });
    return { key: window.key, values, shown: shownAs(window.type, arg) };
  });
  return {
    pass() {
      let first = 0;
      return (batch) => {
        const at = first;
        first += batch.rows;
        return new Map(found.map(({ key, values, shown }) => [key, (row) => shown(values[at + row] ?? NaN)]));
      };
    },
  };
}

/** A part of a window over all rows, as numbers. */
class Part {
  readonly #typed: Typed;
  readonly #names = new Names('');
  readonly #parts: Float64Array[] = [];

  constructor(typed: Typed) {
    this.#typed = typed;
  }

  add(columns: readonly Column[], batch: RowBatch): void {
    const read = readerOn(this.#typed, columns, batch);
    this.#parts.push(Float64Array.from({ length: batch.rows }, (_, row) => this.#number(read(row))));
  }

  text(value: number): string | null {
    return this.#names.texts[value] ?? null;
  }

  column(): WholeColumn {
    const isText = this.#typed.type === 'text';
    return {
      column: { name: '', type: isText ? 'text' : 'number', categories: [], shape: null },
      values: concatArrays(this.#parts),
      cell: (value) => (isText ? this.text(value) : value),
    };
  }

  #number(value: Value): number {
    if (value === null) return NaN;
    return typeof value === 'string' ? this.#names.of(value) : Number(value);
  }
}

function shownAs(type: ValueType | null, arg: Part | null): (value: number) => Value {
  switch (type) {
    case 'text':
      return (value) => arg?.text(value) ?? null;
    case 'boolean':
      return (value) => (Number.isNaN(value) ? null : value === 1);
    default:
      return (value) => (Number.isFinite(value) ? value : null);
  }
}

function valuesOver(
  window: Window,
  count: number,
  arg: WholeColumn | null,
  { by, order }: { by: WholeColumn[]; order: WholeColumn[] },
): Float64Array {
  const groups = groupsOfColumns(by, count);
  const { starts, rows } = rowsByGroup(groups);
  const keys = order.map((column, at) => {
    const ranks = ranksOf(column);
    return window.order[at]?.descending ? ranks.map((rank) => -rank) : ranks;
  });
  const result = new Float64Array(count);
  groups.keys.forEach((_, group) => {
    const own = rows.subarray(starts[group], starts[group + 1]);
    if (keys.length > 0) own.sort((a, b) => compareRows(keys, a, b) || a - b);
    const values = Float64Array.from(own, (row) => arg?.values[row] ?? NaN);
    const isTie = (at: number) => compareRows(keys, own[at - 1] ?? 0, own[at] ?? 0) === 0;
    overGroup(window, values, isTie).forEach((value, at) => (result[own[at] ?? 0] = value));
  });
  return result;
}
