// Where the lines between versions run: one row a version, the newest first, each in a lane that leads down to its parent.
import type { DatasetLine } from '../../../../contract/data/versions/version-diff';

/** A version's row: what to draw of the lines that pass it. */
export interface LineageRow {
  line: DatasetLine;
  lane: number;
  /** A line comes from above: it has a child. */
  fromAbove: boolean;
  /** The lane in which its parent is reached; null where it has none. */
  toLane: number | null;
  /** Lanes that pass by. */
  passing: number[];
}

/** Rows of the versions, which come oldest first. Lanes that are free again are used again. */
export function lineageRows(lines: readonly DatasetLine[]): LineageRow[] {
  /** The version that each lane leads to; null: free. */
  const lanes: (string | null)[] = [];
  return lines.toReversed().map((line) => {
    const reserved = lanes.indexOf(line.id);
    const lane = reserved >= 0 ? reserved : freeLane(lanes);
    lanes[lane] = null;
    const waiting = line.parent === null ? -1 : lanes.indexOf(line.parent);
    const passing = lanes.flatMap((goal, at) => (goal === null ? [] : at));
    if (line.parent !== null && waiting < 0) lanes[lane] = line.parent;
    const toLane = line.parent === null ? null : waiting >= 0 ? waiting : lane;
    return { line, lane, fromAbove: reserved >= 0, toLane, passing };
  });
}

function freeLane(lanes: readonly (string | null)[]): number {
  const free = lanes.indexOf(null);
  return free >= 0 ? free : lanes.length;
}
