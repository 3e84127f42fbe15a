// Where the nodes of a tree stand in its picture, which reads from left to right: a column a depth, a line a leaf, parents between their
// children. What lies deeper than is shown is one line.
import type { TreeNode } from '../../../../../contract/model/explanation';

/** A node in the picture. */
export interface Placed {
  node: number;
  depth: number;
  /** Lines from the top, in halves and parts of them. */
  line: number;
  parent: number | null;
  /** Which way it hangs from its parent: where the condition holds. */
  isYes: boolean;
  /** An inner node whose children are not shown. */
  isCut: boolean;
}

/** The nodes below one, that included, so many levels deep; and how many lines they take. */
export function layOut(
  nodes: readonly TreeNode[],
  top: number,
  depths: number,
): { placed: Placed[]; lines: number } {
  const placed: Placed[] = [];
  let lines = 0;
  const place = (node: number, depth: number, from: { parent: number | null; isYes: boolean }): number => {
    const left = nodes[node]?.left ?? null;
    const isCut = left !== null && depth === depths;
    const own = { node, depth, line: 0, ...from, isCut };
    placed.push(own);
    if (left === null || isCut) own.line = lines++;
    else {
      const first = place(left, depth + 1, { parent: node, isYes: true });
      own.line = (first + place(left + 1, depth + 1, { parent: node, isYes: false })) / 2;
    }
    return own.line;
  };
  place(top, 0, { parent: null, isYes: true });
  return { placed, lines };
}

/** The node that an arrow key leads to from one; null where there is none that way. */
export function neighbour(placed: readonly Placed[], from: number, key: string): number | null {
  const own = placed.find(({ node }) => node === from);
  if (!own) return null;
  if (key === 'ArrowLeft') return own.parent;
  if (key === 'ArrowRight') return placed.find(({ parent, isYes }) => parent === from && isYes)?.node ?? null;
  const way = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (way === 0) return null;
  const beside = placed
    .filter(({ depth, line }) => depth === own.depth && way * (line - own.line) > 0)
    .sort((a, b) => way * (a.line - b.line));
  return beside[0]?.node ?? null;
}
