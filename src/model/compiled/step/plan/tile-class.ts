// The class of a contraction as it is kept (tuning.ts), read for a person: sizes, not strides.
import type { TileClass } from '../../../../contract/model/device';

/** The sizes that a class stands for; null where the text is of another build. */
export function readTileClass(kept: string): TileClass | null {
  const found = /^(\d+)x(\d+)x(\d+)x/.exec(kept);
  if (!found) return null;
  const [rows, columns, sum] = found.slice(1).map(Number) as [number, number, number];
  return { rows: 2 ** rows, columns, sum: 2 ** sum };
}
