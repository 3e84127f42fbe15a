// Thins a series to what a screen can show. Not for statistics: points are chosen for the eye.

/** A drawn series: x ascending; a null y is a gap. */
export interface Points {
  x: number[];
  y: (number | null)[];
}

/**
 * Keeps at most about `limit` points: the first, the last, and of every bucket the lowest and highest, in order, so that
 * no spike disappears. Values that are not finite become gaps.
 */
export function decimate(x: ArrayLike<number>, y: ArrayLike<number | null>, limit: number): Points {
  const length = Math.min(x.length, y.length);
  if (length <= Math.max(4, limit))
    return pick(
      x,
      y,
      Array.from({ length }, (_, index) => index),
    );
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const kept: number[] = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = 1 + Math.floor((bucket * (length - 2)) / buckets);
    const end = 1 + Math.floor(((bucket + 1) * (length - 2)) / buckets);
    let low = -1;
    let high = -1;
    for (let index = start; index < end; index++) {
      const value = y[index];
      if (value === null || value === undefined || !Number.isFinite(value)) continue;
      if (low < 0 || value < y[low]!) low = index;
      if (high < 0 || value > y[high]!) high = index;
    }
    if (low < 0) kept.push(start);
    else if (low === high) kept.push(low);
    else kept.push(Math.min(low, high), Math.max(low, high));
  }
  kept.push(length - 1);
  return pick(x, y, kept);
}

function pick(x: ArrayLike<number>, y: ArrayLike<number | null>, kept: number[]): Points {
  return {
    x: kept.map((index) => x[index]!),
    y: kept.map((index) => {
      const value = y[index];
      return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
    }),
  };
}
