// What the column of a split says of each row: its group, its moment, or the part that it names.
import type { Column } from '../../../contract/data/dataset';
import type { SplitSpec } from '../../../contract/model/recipe';
import { cellAt } from '../../../data/columns/registry';
import { checkAbort, valuesOf, type GroupSource } from '../../../data/rows/group-source';
import { namedPart } from '../../../domain/split/assign-by-column';

/** One number a row, NaN where the cell is missing; equal cells have equal numbers. */
export async function splitKeys(
  source: GroupSource,
  column: Column,
  { kind, rows }: { kind: SplitSpec['kind']; rows: number },
  signal: AbortSignal,
): Promise<Float64Array> {
  const keys = new Float64Array(rows).fill(NaN);
  const wanted = new Set([column.name]);
  const texts = new Map<string, number>();
  const keyOf = (text: string): number => {
    const known = texts.get(text) ?? (kind === 'column' ? namedPart(text) : texts.size);
    texts.set(text, known);
    return known;
  };
  for (const [index, { firstRow, rows: count }] of source.groups.entries()) {
    checkAbort(signal);
    const values = valuesOf(await source.read(index, wanted), column.name);
    for (let row = 0; row < count; row++) {
      const cell = cellAt(column, values, row);
      if (cell !== null) keys[firstRow + row] = typeof cell === 'number' ? cell : keyOf(cell);
    }
  }
  return keys;
}
