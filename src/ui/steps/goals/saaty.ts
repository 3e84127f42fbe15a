// Saaty's scale as a slider: −8 (the left is 9 times as important) over 0 (equal) to 8 (the right is). Not for the weights:
// domain/evaluation/weights.ts.

/** The judgement, left against right, that a slider's position stands for. */
export function judgementAt(position: number): number {
  return position <= 0 ? 1 - position : 1 / (1 + position);
}

/** The position nearest to a judgement. */
export function positionOf(judgement: number): number {
  const position = judgement >= 1 ? 1 - judgement : 1 / judgement - 1;
  return Math.round(Math.min(8, Math.max(-8, position))) || 0; // no −0
}
