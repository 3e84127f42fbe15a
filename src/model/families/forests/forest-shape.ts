// How large a forest may become, and how that is kept.
import type { ModelShape } from '../numerics';
import type { ForestSettings } from './settings';

/** Bytes of all trees at most: what a page can hold, store and write as JSON. */
const mostBytes = 64 * 2 ** 20;
/** Bytes of a node in the store. */
const nodeBytes = 33;

/** Numbers of a leaf, and columns of a sample. */
export function forestShape({ inputShape, classes }: ModelShape): { width: number; columns: number } {
  const columns = inputShape.reduce((product, side) => product * side, 1);
  return { width: classes > 2 ? classes : 1, columns };
}

/** Bytes of a leaf, with the division that made it. */
function leafBytes(shape: ModelShape): number {
  const { width } = forestShape(shape);
  return 2 * nodeBytes + (width > 1 ? 4 * width : 0);
}

/** Rows of a leaf at least: as the settings say, or more where so many leaves would not fit. */
export function leafRowsOf(
  { trees, minLeafRows }: Pick<ForestSettings, 'trees' | 'minLeafRows'>,
  shape: ModelShape,
  rows: number,
): number {
  const leaves = Math.max(1, Math.floor(mostBytes / leafBytes(shape) / trees));
  return Math.max(minLeafRows, Math.ceil(rows / leaves));
}

/** Leaves of all trees at most, and their bytes. */
export function mostLeaves(
  settings: Pick<ForestSettings, 'trees' | 'minLeafRows' | 'maxDepth'>,
  shape: ModelShape,
  rows: number,
): { leaves: number; bytes: number } {
  const { trees, maxDepth } = settings;
  const ofTree = Math.min(2 ** maxDepth, Math.max(1, Math.floor(rows / leafRowsOf(settings, shape, rows))));
  return { leaves: trees * ofTree, bytes: trees * ofTree * leafBytes(shape) };
}
