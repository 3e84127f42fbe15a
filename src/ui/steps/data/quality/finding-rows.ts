// The rows behind a finding, each beside its twin, and whether a file was read oddly. Verdicts are domain/expectations'.
import type { DatasetVersion, Partition } from '../../../../contract/data/dataset';
import type { RowFinding } from '../../../../domain/expectations/expectation';

/** The element that lists the cells that did not fit their column. */
export const cellsId = 'data-cells';

/** Opens that list. */
export function openCells(): void {
  const list = document.getElementById(cellsId);
  if (!(list instanceof HTMLDetailsElement)) return;
  list.open = true;
  list.querySelector('summary')?.focus();
}

/** Below this an encoding is told with how sure it is. */
const surely = 0.9;

/** Whether the encoding of a file was guessed and may be another. */
export function isUnsure({ certainty }: Pick<DatasetVersion['source'], 'certainty'>): boolean {
  return certainty !== undefined && certainty < surely;
}

/** Whether there is something to say of how a file was read. */
export function isReadOddly({ source, lines }: Pick<DatasetVersion, 'source' | 'lines'>): boolean {
  if (!lines) return false;
  return isUnsure(source) || lines.titles > 0 || lines.header !== 1 || lines.counts.length > 0;
}

/** Rows of the table that belong together, each set of equals beside each other. */
export interface ShownRows {
  of: RowFinding;
  /** Numbers of the rows from 0, set after set. */
  rows: number[];
  /** Whether the row at this place begins a set. */
  begins: boolean[];
  /** Rows of the finding that are shown, its twins left aside, and how many there are. */
  shown: number;
  total: number;
}

/** The rows of a finding with their twins; null where they were not kept. A set begins with its first row, of leaks with that of training. */
export function shownRows(of: RowFinding, quality: Partition['quality']): ShownRows | null {
  if (!quality.equalRows) return null;
  const kept = of === 'repeats' ? 'leaks' : of;
  const near = quality.parts?.near;
  const pairs = kept === 'near' ? (near?.pairs ?? []) : quality.equalRows[kept];
  const sets = joinSets(pairs).map((set) =>
    kept === 'leaks' || kept === 'near' ? set : set.toSorted((a, b) => a - b),
  );
  const totals = {
    duplicates: quality.duplicateRows,
    conflicts: quality.conflictingRows,
    leaks: quality.leakedRows,
    near: near?.rows ?? 0,
  };
  return {
    of,
    rows: sets.flat(),
    begins: sets.flatMap((set) => set.map((_, at) => at === 0)),
    shown: pairs.length,
    total: totals[kept],
  };
}

/** Sets of rows that pairs hold together, each from a twin on, in the order in which they are met. */
function joinSets(pairs: readonly (readonly [number, number])[]): number[][] {
  const setOf = new Map<number, number[]>();
  const sets: number[][] = [];
  for (const [row, twin] of pairs) {
    let set = setOf.get(twin) ?? setOf.get(row);
    if (!set) sets.push((set = []));
    for (const each of [twin, row])
      if (!setOf.has(each)) {
        set.push(each);
        setOf.set(each, set);
      }
  }
  return sets;
}
