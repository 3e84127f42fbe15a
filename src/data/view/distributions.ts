// How the rows of a view divide among the bars that stand in a column's head. Each row's bar is worked out once, a byte a row,
// so that a brush over a million rows only counts.
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { ColumnValues } from '../columns/values';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';

/** A row that is in no bar: its cell is missing, or of a level without one. */
const noBar = 255;

/** The bar of each row of a dataset. */
export interface RowBars {
  bars: number;
  of: Uint8Array;
}

/** Writes the bars of a group's rows. */
type Placing = (values: ColumnValues, bars: Uint8Array) => void;

/** How a column's rows find their bars: those of its histogram, or of its most frequent levels in their order; null for one without bars of its own. */
function placingOf(column: Column, profile: ColumnProfile): { bars: number; place: Placing } | null {
  if (column.type === 'category') {
    const levels = profile.top.map(({ value }) => value);
    const barOf = Uint8Array.from(column.categories, (level) => {
      const bar = levels.indexOf(level);
      return bar < 0 ? noBar : bar;
    });
    return {
      bars: levels.length,
      place: (values, bars) => {
        if (!('codes' in values)) return;
        const { codes } = values;
        for (let row = 0; row < bars.length; row++) bars[row] = codes[row]! < 0 ? noBar : barOf[codes[row]!]!;
      },
    };
  }
  const edges = profile.number?.histogram.edges;
  if (!edges || edges.length < 2 || edges.length > noBar) return null;
  const bars = edges.length - 1;
  const [first, width] = [edges[0]!, edges.at(-1)! - edges[0]!];
  return {
    bars,
    place: (given, out) => {
      if (!('values' in given)) return;
      const { values } = given;
      for (let row = 0; row < out.length; row++) {
        const value = values[row]!;
        // As the profile counts: what lies beyond the edges is in the outermost bars.
        const position = Math.floor(((value - first) / width) * bars);
        out[row] = value !== value ? noBar : position >= bars ? bars - 1 : position >= 0 ? position : 0;
      }
    },
  };
}

/** The bars of every row, of those columns that have bars. */
export async function rowBars(
  source: GroupSource,
  columns: readonly { column: Column; profile: ColumnProfile }[],
  signal: AbortSignal,
): Promise<Map<string, RowBars>> {
  const total = source.groups.reduce((sum, { rows }) => sum + rows, 0);
  const placings = columns.flatMap(({ column, profile }) => {
    const placing = placingOf(column, profile);
    return placing ? [{ name: column.name, ...placing, of: new Uint8Array(total) }] : [];
  });
  const wanted = new Set(placings.map(({ name }) => name));
  if (wanted.size > 0)
    for (const [index, { firstRow, rows }] of source.groups.entries()) {
      await letMessagesIn();
      checkAbort(signal);
      const values = await source.read(index, wanted);
      for (const { name, place, of } of placings)
        place(valuesOf(values, name), of.subarray(firstRow, firstRow + rows));
    }
  return new Map(placings.map(({ name, bars, of }) => [name, { bars, of }]));
}

/** How many of the listed rows are in each bar. */
export function countBars({ bars, of }: RowBars, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(noBar + 1);
  for (let at = 0; at < rows.length; at++) counts[of[rows[at]!]!]!++;
  return counts.slice(0, bars);
}
