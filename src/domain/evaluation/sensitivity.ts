// How much E hangs on its weights: a tornado of swings, and how far a weight may move before a ranking changes.
import type { DimensionScore } from '../../contract/project/evaluation';
import { dimensions, type Dimension } from '../../contract/project/project';

/** E when one weight moves down and up by the swing, the others keeping their proportions. */
export interface WeightSwing {
  dimension: Dimension;
  low: number;
  high: number;
}

type Scores = Record<Dimension, number>;

/** Bars of the tornado, the longest first; a swing of 0.1 moves a weight by ± 0.1 inside [0, 1]. Unmeasured dimensions are left out. */
export function weightSwings(scores: readonly DimensionScore[], swing = 0.1): WeightSwing[] {
  const measured = scores.flatMap(({ dimension, weight, score }) =>
    score === null || weight === 0 ? [] : [{ dimension, weight, score }],
  );
  const total = measured.reduce((sum, { weight }) => sum + weight, 0);
  return measured
    .map(({ dimension, weight, score }) => {
      const share = weight / total;
      const others = measured.filter((other) => other.dimension !== dimension);
      const rest = others.reduce((sum, other) => sum + other.weight, 0);
      const restMean = others.reduce((sum, other) => sum + other.weight * other.score, 0) / rest;
      const at = (moved: number) => (rest === 0 ? score : moved * score + (1 - moved) * restMean);
      const ends = [at(Math.max(0, share - swing)), at(Math.min(1, share + swing))];
      return { dimension, low: Math.min(...ends), high: Math.max(...ends) };
    })
    .sort((a, b) => b.high - b.low - (a.high - a.low));
}

/**
 * The interval of one weight in which the candidates keep their order by E, the other weights keeping their proportions.
 * Closed form: E_c(t) = t · f_c + (1 − t) · rest_c is a line, so the order changes only where two of them cross.
 */
export function stableInterval(
  candidates: readonly Scores[],
  weights: Record<Dimension, number>,
  dimension: Dimension,
): [number, number] {
  const others = dimensions.filter((other) => other !== dimension);
  const rest = others.reduce((sum, other) => sum + weights[other], 0);
  const now = weights[dimension] / (weights[dimension] + rest);
  if (rest === 0) return [now, now];
  const lines = candidates.map((scores) => {
    const restMean = others.reduce((sum, other) => sum + weights[other] * scores[other], 0) / rest;
    return { slope: scores[dimension] - restMean, start: restMean };
  });
  const interval: [number, number] = [0, 1];
  lines.forEach((line, i) => {
    for (const other of lines.slice(i + 1)) {
      const crossing = (other.start - line.start) / (line.slope - other.slope);
      if (!Number.isFinite(crossing)) continue;
      if (crossing <= now) interval[0] = Math.max(interval[0], crossing);
      if (crossing >= now) interval[1] = Math.min(interval[1], crossing);
    }
  });
  return interval;
}
