// A number for each cell of a column over all rows: equal cells have equal ones, whatever the groups and the dictionary they lie in.
import type { Column } from '../../contract/data/dataset';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { murmur3 } from '../../domain/hashing/murmur3';
import { hashWords, type RowHashes } from '../quality/hash-words';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';

/** A table whose rows are compared. */
export interface ComparedTable {
  columns: readonly Column[];
  source: GroupSource;
  rows: number;
}

/** 53 bits of a hash of some columns of each row: of a million distinct rows two are taken for one once in 18,000 tables. */
export async function rowMarks(
  { columns, source, rows }: ComparedTable,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Float64Array> {
  const wanted = new Set(names);
  const byName = new Map(columns.map((column) => [column.name, new Feeder(column)]));
  const marks = new Float64Array(rows);
  for (const [index, group] of source.groups.entries()) {
    checkAbort(signal);
    const found = await source.read(index, wanted);
    const hashes = hashWords(group.rows, names.length, (add) => {
      for (const name of names) byName.get(name)?.feed(valuesOf(found, name), group.rows, add);
    });
    marks.set(marksOf(hashes), group.firstRow);
    await letMessagesIn();
  }
  return marks;
}

const marksOf = ({ low, high }: RowHashes): Float64Array =>
  Float64Array.from(low, (word, row) => ((high[row] ?? 0) >>> 11) * 2 ** 32 + word);

/** Gives the words of a column's cells; a level by its text, since its code is another in another dictionary. */
class Feeder {
  readonly #column: Column;
  readonly #levels: Int32Array;

  constructor(column: Column) {
    this.#column = column;
    this.#levels = Int32Array.from(
      column.categories.flatMap((level) => [murmur3(level), murmur3(`${level}\u0000`)]),
    );
  }

  feed(values: ColumnValues, rows: number, add: (row: number, word: number) => void): void {
    if (!('codes' in values)) {
      columnTypeOf(this.#column.type).hash(values, rows, add);
      return;
    }
    for (let row = 0; row < rows; row++) {
      const code = values.codes[row] ?? -1;
      add(row, code < 0 ? -1 : (this.#levels[code * 2] ?? 0));
      add(row, code < 0 ? -2 : (this.#levels[code * 2 + 1] ?? 0));
    }
  }
}
