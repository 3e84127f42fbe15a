// Where the five arcs of E's ring begin and end. Pure geometry, no colours and no markup.
import type { Dimension } from '../../contract/project/project';

/** The filled part of one dimension, as an SVG path; null where there is nothing to fill. */
export interface RingArc {
  dimension: Dimension;
  path: string | null;
}

interface RingInput {
  dimension: Dimension;
  weight: number;
  score: number | null;
}

/**
 * Clockwise from twelve o'clock, each dimension's room is its weight's share of the circle and is filled up to its score.
 * Round caps lie inside the room, so that a full dimension touches its neighbour and does not cover it.
 * @param radius of the stroke's middle line; `center` is the middle of the square; lengths in user units.
 */
export function ringArcs(
  dimensions: readonly RingInput[],
  { center, radius, stroke }: { center: number; radius: number; stroke: number },
): RingArc[] {
  const total = dimensions.reduce((sum, { weight }) => sum + weight, 0);
  const cap = stroke / 2 / radius; // the angle that a round cap adds at each end
  const gap = cap * 0.18;
  let start = 0;
  return dimensions.map(({ dimension, weight, score }) => {
    const room = total > 0 ? (weight / total) * 2 * Math.PI : 0;
    const from = start + cap + gap;
    const to = Math.max(from, start + room * Math.min(1, score ?? 0) - cap - gap);
    start += room;
    const empty = score === null || score <= 0 || room === 0;
    return { dimension, path: empty ? null : arcPath(center, radius, from, to) };
  });
}

function arcPath(center: number, radius: number, from: number, to: number): string {
  const at = (angle: number) =>
    `${(center + radius * Math.sin(angle)).toFixed(3)} ${(center - radius * Math.cos(angle)).toFixed(3)}`;
  if (to - from < 1e-4) return `M ${at(from)} h 0.001`; // a dot: the round cap alone
  return `M ${at(from)} A ${radius} ${radius} 0 ${to - from > Math.PI ? 1 : 0} 1 ${at(to)}`;
}
